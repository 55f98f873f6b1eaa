import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { addDays } from '@gkz-qe/kit/local-day.ts';
import type { RoutingWorld } from './plain-inquiry.ts';
import type { AdvisorFact, AssociationCode, CaseFact, MembershipFact } from './routing.types.ts';

export type RoutingRepository = ReturnType<typeof createRoutingRepository>;

/** Looks up what routing must know, apart from the register. */
export function createRoutingRepository(em: EntityManager) {
  return {
    /** The associations whose directory has been received completely at least once. */
    async findKnownDirectories(): Promise<ReadonlySet<AssociationCode>> {
      const rows = await select<{ association: AssociationCode }>(
        em,
        'routing.directories',
        'select association from directory_cursor where confirmed_at is not null',
      );
      return new Set(rows.map(({ association }) => association));
    },

    /** All memberships of these Kommunen, ended ones too. */
    findMemberships: (ags: readonly string[]): Promise<MembershipFact[]> =>
      select(
        em,
        'routing.memberships',
        `select association, ags, status, since as "from", until, preferred from directory_member where ags = any($1::text[])`,
        [ags],
      ),

    findCases: (ags: readonly string[], on: string): Promise<CaseFact[]> =>
      select(em, 'routing.cases', casesOfSeats, [ags, addDays(on, -daysOfMemory)]),

    /** What routing knows of these Kommunen, apart from advisors. */
    async findWorld(ags: readonly string[], on: string): Promise<RoutingWorld> {
      return {
        memberships: await this.findMemberships(ags),
        cases: await this.findCases(ags, on),
        knownDirectories: await this.findKnownDirectories(),
      };
    },

    /**
     * Advisors with their load; `ags` are the Kommunen that some of them may know.
     *
     * @param association whose advisors are meant; null for all
     */
    async findAdvisors(ags: readonly string[], association: AssociationCode | null = null): Promise<AdvisorFact[]> {
      const rows = await select<AdvisorRow>(em, 'routing.advisors', advisorsWithLoad, [ags, association]);
      return rows.map(toAdvisor);
    },
  };
}

/** Rather more than the 24 months that rule 7 looks back; the rule itself counts the days. */
const daysOfMemory = 3 * 366;

/**
 * Of each Kommune that was the seat of a case: by association the newest open one and the one closed last.
 *
 * Of closed ones only the 200 received last are looked at: rule 7 asks for the newest, and so a Kommune's history costs nothing.
 */
const casesOfSeats = `
  with recent as materialized (
    select asked.ags, found.case_id from unnest($1::text[]) asked (ags)
    cross join lateral (
      select case_id from case_kommune where ags = asked.ags and case_open and position = 1
      union
      (select case_id from case_kommune where ags = asked.ags and position = 1 order by case_received_at desc limit 200)
    ) found
  )
  select distinct on (recent.ags, p.association, c.open) recent.ags, p.association as lead,
    (c.received_at at time zone 'Europe/Berlin')::date as "receivedOn",
    (c.closed_at at time zone 'Europe/Berlin')::date as "closedOn"
  from recent
  join consultation_case c on c.id = recent.case_id
  join participation p on p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null and p.until_at is null
  where c.open or (c.status in ('CLOSED', 'ANONYMISED') and c.closed_at >= $2::date)
  order by recent.ags, p.association, c.open, coalesce(c.closed_at, c.received_at) desc`;

interface AdvisorRow {
  readonly association: AssociationCode;
  readonly id: string;
  readonly active: boolean;
  readonly capacity: number;
  readonly topics: readonly { readonly code: string; readonly level: 1 | 2 | 3 }[];
  readonly areas: readonly string[];
  readonly conflicts: readonly string[];
  readonly members: readonly string[];
  readonly known: readonly string[];
  readonly absences: readonly {
    readonly from: string;
    readonly until: string;
    readonly deputyId: string | null;
  }[];
  readonly openCases: number;
  readonly lastAssignedAt: Date | null;
}

/**
 * Whose cases have been handed over takes no new ones, also before their association has said so in its directory. Who has advised in
 * one of the last 50 cases about a Kommune knows it.
 */
const advisorsWithLoad = `
  with known as materialized (
    select distinct p.advisor_id as id, asked.ags
    from unnest($1::text[]) asked (ags)
    cross join lateral (
      select case_id from case_kommune where ags = asked.ags order by case_received_at desc limit 50
    ) recent
    join participation p on p.case_id = recent.case_id
    where p.advisor_id is not null and p.from_at is not null
  )
  select a.association, a.id,
    a.active and not exists (select from advisor_departure d where d.advisor_id = a.id) as active, a.capacity, a.topics, a.areas, a.conflicts, a.members, a.absences,
    array(select known.ags from known where known.id = a.id) as known,
    (select count(*)::int from participation p where p.advisor_id = a.id and p.role = 'LEAD'
       and p.from_at is not null and p.until_at is null and p.case_open) as "openCases",
    (select p.from_at from participation p where p.advisor_id = a.id and p.role = 'LEAD' and p.from_at is not null
       order by p.from_at desc limit 1) as "lastAssignedAt"
  from directory_advisor a where $2::text is null or a.association = $2`;

/** Knows also the members that the association has entrusted to the advisor. */
function toAdvisor({ members, known, lastAssignedAt, absences, topics, ...row }: AdvisorRow): AdvisorFact {
  return {
    ...row,
    topics: topics.map(({ code, level }) => ({ topic: code, level })),
    absences: absences.map(({ from, until, deputyId }) => ({ from, until, deputy: deputyId })),
    knows: [...members, ...known],
    lastAssignedAt: lastAssignedAt?.toISOString() ?? null,
  };
}
