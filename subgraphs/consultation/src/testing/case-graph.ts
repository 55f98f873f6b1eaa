import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { AdvisorFact, AssociationCode, MembershipFact } from '../routing/routing.types.ts';
import { sampleAdvisors } from '../sample/sample-advisors.ts';
import { type SampleKommune, sampleMembershipsOf } from '../sample/sample-memberships.ts';
import { openTestGraph, type TestGraph } from './test-graph.ts';

/**
 * Opens the subgraph with the register, the fields of action and the sample directories, and without cases.
 *
 * @param associations whose directories have been received; all where not said
 */
export async function openCaseGraph(
  associations: readonly AssociationCode[] = ['STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG'],
): Promise<TestGraph> {
  const graph = await openTestGraph();
  await graph.orm.em.fork().transactional((em) => saveDirectory(em, associations));
  return graph;
}

/** Copies the sample directories as if they had been received. */
async function saveDirectory(em: EntityManager, associations: readonly AssociationCode[]): Promise<void> {
  const kommunen = await select<SampleKommune>(em, 'test.kommunen', 'select ags, kind, population from kommune');
  const isKnown = ({ association }: { association: AssociationCode }) => associations.includes(association);
  for (const association of associations) {
    await select(
      em,
      'test.cursor',
      `insert into directory_cursor (association, applied_seq, applied_digest, confirmed_at) values ($1, 1, 'test', now())`,
      [association],
    );
  }
  await saveMembers(em, sampleMembershipsOf(kommunen).filter(isKnown));
  await saveAdvisors(em, sampleAdvisors.filter(isKnown));
}

export async function saveMembers(em: EntityManager, members: readonly MembershipFact[]): Promise<void> {
  await select(
    em,
    'test.members',
    `insert into directory_member (association, ags, status, since, until, preferred)
     select association, ags, status, "from", until, preferred from jsonb_to_recordset($1::jsonb)
       as row (association text, ags text, status text, "from" date, until date, preferred boolean)
     on conflict (association, ags) do update set status = excluded.status, since = excluded.since, until = excluded.until,
       preferred = excluded.preferred`,
    [JSON.stringify(members)],
  );
}

export async function saveAdvisors(em: EntityManager, advisors: readonly AdvisorFact[]): Promise<void> {
  const rows = advisors.map(({ topics, absences, ...advisor }) => ({
    ...advisor,
    topics: topics.map(({ topic, level }) => ({ code: topic, level })),
    absences: absences.map(({ from, until, deputy }) => ({ from, until, deputyId: deputy })),
    members: [],
  }));
  await select(
    em,
    'test.advisors',
    `insert into directory_advisor (association, id, active, capacity, topics, areas, conflicts, members, absences)
     select association, id, active, capacity, topics, areas, conflicts, members, absences from jsonb_to_recordset($1::jsonb)
       as row (association text, id uuid, active boolean, capacity integer, topics jsonb, areas text[], conflicts text[],
         members text[], absences jsonb)
     on conflict (association, id) do update set active = excluded.active, capacity = excluded.capacity,
       topics = excluded.topics, areas = excluded.areas, conflicts = excluded.conflicts, absences = excluded.absences`,
    [JSON.stringify(rows)],
  );
}
