import type { FactChange } from '@gkz-qe/kit/revisions.ts';
import type { CaseFacts } from './case-work.types.ts';

/** What is kept of a version, by the names of the contract. Moments are ISO 8601. */
export interface VersionFacts {
  readonly status: string;
  readonly phase: string | null;
  readonly minutes: number | null;
  readonly dueAt: string | null;
  readonly firstAnsweredAt: string | null;
  readonly closedAt: string | null;
  readonly topics: readonly string[] | null;
  readonly participations:
    | readonly { readonly association: string; readonly role: string; readonly state: string }[]
    | null;
}

/** Facts that only those may know who may read the content. */
const content: readonly (keyof VersionFacts)[] = ['phase', 'minutes', 'topics'];

/** What differs between an older version of a case and the newest, as far as the viewer may know it. */
export function changesBetween(older: VersionFacts, newest: CaseFacts): readonly FactChange[] {
  const before = describe(older);
  const after = describe(factsOf(newest));
  return (Object.keys(before) as (keyof VersionFacts)[])
    .filter((fact) => newest.content || !content.includes(fact))
    .map((fact) => ({ fact, before: before[fact], after: after[fact] }))
    .filter((change) => change.before !== change.after);
}

function factsOf({ status, phase, minutes, dueAt, firstAnsweredAt, closedAt, topics, parts }: CaseFacts): VersionFacts {
  const moment = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...{ status, phase, minutes, topics, participations: parts },
    ...{ dueAt: moment(dueAt), firstAnsweredAt: moment(firstAnsweredAt), closedAt: moment(closedAt) },
  };
}

function describe(facts: VersionFacts): Record<keyof VersionFacts, string | null> {
  const moment = (at: string | null) => (at === null ? null : new Date(at).toISOString());
  const list = (items: readonly string[]) => (items.length === 0 ? null : [...items].sort().join(', '));
  return {
    status: facts.status,
    phase: facts.phase,
    minutes: facts.minutes === null ? null : String(facts.minutes),
    dueAt: moment(facts.dueAt),
    firstAnsweredAt: moment(facts.firstAnsweredAt),
    closedAt: moment(facts.closedAt),
    topics: list(facts.topics ?? []),
    participations: list(
      (facts.participations ?? []).map(({ association, role, state }) => `${association} ${role} ${state}`),
    ),
  };
}
