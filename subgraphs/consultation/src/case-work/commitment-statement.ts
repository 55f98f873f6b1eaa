import type { AssociationCode, CommitmentKind, CommitmentState, Visibility } from '../generated/resolvers.ts';

/** A promise or an appointment, with who is to keep it now: null in triage. */
export interface CommitmentRow {
  readonly caseId: string;
  readonly id: string;
  readonly kind: CommitmentKind;
  readonly dueAt: Date;
  readonly text: string;
  readonly visibility: Visibility;
  readonly state: CommitmentState;
  readonly changedAt: Date;
  readonly keeper: AssociationCode | null;
  readonly advisorId: string | null;
}

/**
 * The part of the case to which a commitment `k` with its entry `e` belongs: its own association's while that one advises, else
 * the lead's. Nobody writes down who keeps it, so that no change of parts can leave a promise behind.
 */
export const keeperOf = `
  left join lateral (
    select p.association, p.advisor_id from participation p
    where p.case_id = k.case_id and p.from_at is not null and p.until_at is null
      and (p.role = 'LEAD' or (p.role = 'CO_ADVICE' and p.state = 'ACCEPTED' and p.association = e.association))
    order by p.association is not distinct from e.association desc limit 1
  ) keeper on true`;

const columns = `
  k.case_id as "caseId", k.id, k.kind, k.due_at as "dueAt", e.text, e.visibility, k.state, k.changed_at as "changedAt",
  keeper.association as keeper, keeper.advisor_id as "advisorId"`;

/** $1 is the list of cases, $2 the viewer's association. */
export const commitmentsOfCases = `
  select ${columns} from commitment k join timeline_entry e on e.id = k.entry_id ${keeperOf}
  where k.case_id = any($1::uuid[]) and (e.visibility <> 'OWN_ASSOCIATION' or e.association = $2)
  order by k.case_id, k.due_at, k.id`;

/** Open ones that advisor $2 of association $1 has to keep, due before $3 if that is said, $4 at most. */
export const commitmentsOfAdvisor = `
  select ${columns}
  from commitment k join timeline_entry e on e.id = k.entry_id ${keeperOf}
  where k.state = 'OPEN' and keeper.association = $1 and keeper.advisor_id = $2::uuid
    and k.case_id in (select own.case_id from participation own
      where own.advisor_id = $2::uuid and own.until_at is null and own.case_open)
    and (e.visibility <> 'OWN_ASSOCIATION' or e.association = $1)
    and not exists (select from case_restriction x where x.case_id = k.case_id)
    and ($3::timestamptz is null or k.due_at < $3)
  order by k.due_at, k.id limit $4`;
