import { createByKeyLoader, createListLoader } from '@gkz-qe/kit/by-key-loader.ts';
import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import { isUuid } from '@gkz-qe/kit/keys.ts';
import { fundingApplicationsOfCases } from '../funding/funding-application.repository.ts';
import type { FundingApplicationRow } from '../funding/funding-application.types.ts';
import type {
  AssociationCode,
  ContactKind,
  ParticipationRole,
  ParticipationState,
  RecommendationState,
  Visibility,
} from '../generated/resolvers.ts';
import type { CaseSight } from '../policy.ts';
import { type CommitmentRow, commitmentsOfAdvisor, commitmentsOfCases } from './commitment-statement.ts';

export interface ContactRow {
  readonly caseId: string;
  readonly id: string;
  readonly at: Date;
  readonly kind: ContactKind;
  readonly minutes: number;
  readonly travelMinutes: number;
  readonly text: string;
  readonly visibility: Visibility;
  readonly association: AssociationCode | null;
  readonly advisorId: string | null;
}

export interface RecommendationRow {
  readonly caseId: string;
  readonly id: string;
  readonly at: Date;
  readonly text: string;
  readonly visibility: Visibility;
  readonly state: RecommendationState;
  readonly changedAt: Date;
  readonly topic: string | null;
  readonly association: AssociationCode | null;
}

/** One part that an association has had or was asked for; `from` and `until` are null while it is not, or still, in force. */
export interface ParticipationRecordRow {
  readonly caseId: string;
  readonly association: AssociationCode;
  readonly role: ParticipationRole;
  readonly state: ParticipationState;
  readonly advisorId: string | null;
  readonly proposedAt: Date | null;
  readonly from: Date | null;
  readonly until: Date | null;
  readonly note: string | null;
}

/** Keys of the cases that a case points to. */
interface PointerRow {
  readonly id: string;
  readonly duplicateOf: string | null;
  readonly follows: string | null;
}

export type CaseDetailsRepository = ReturnType<typeof createCaseDetailsRepository>;

/** Reads what belongs to cases whose content the viewer may read: one statement per kind, however many cases. */
export function createCaseDetailsRepository(em: EntityManager, { association }: CaseSight) {
  const lists = <Row extends { readonly caseId: string }>(caller: string, text: string, ...values: unknown[]) =>
    createListLoader({
      isKey: isUuid,
      keyOf: (row: Row) => row.caseId,
      find: (ids) => select<Row>(em, caller, text, [ids, ...values]),
    });
  const contacts = lists<ContactRow>('caseDetails.contacts', contactsOfCases, association);
  const recommendations = lists<RecommendationRow>('caseDetails.recommendations', recommendationsOfCases, association);
  const commitments = lists<CommitmentRow>('caseDetails.commitments', commitmentsOfCases, association);
  const fundingApplications = lists<FundingApplicationRow>(
    'caseDetails.fundingApplications',
    fundingApplicationsOfCases,
  );
  const history = lists<ParticipationRecordRow>('caseDetails.participations', participationsOfCases, association);
  const pointers = createByKeyLoader({
    isKey: isUuid,
    keyOf: (row: PointerRow) => row.id,
    find: (ids) => select<PointerRow>(em, 'caseDetails.pointers', pointersOfCases, [ids]),
  });
  return {
    /** Oldest first; internal ones only those of the viewer's own association. */
    loadContacts: (caseId: string) => contacts.load(caseId),
    /** The same. */
    loadRecommendations: (caseId: string) => recommendations.load(caseId),
    /** Earliest first. */
    loadCommitments: (caseId: string) => commitments.load(caseId),
    /** Earliest first. */
    loadFundingApplications: (caseId: string) => fundingApplications.load(caseId),
    /** What an advisor of the viewer's association has to keep, earliest first. */
    findCommitmentsOf: (advisorId: string, before: Date | null, first: number): Promise<readonly CommitmentRow[]> =>
      select(em, 'caseDetails.commitmentsOfAdvisor', commitmentsOfAdvisor, [association, advisorId, before, first]),
    /** Oldest first. */
    loadHistory: (caseId: string) => history.load(caseId),
    loadPointers: (caseId: string) => pointers.load(caseId),
  };
}

const readable = `(e.visibility <> 'OWN_ASSOCIATION' or e.association = $2)`;

const contactsOfCases = `
  select x.case_id as "caseId", x.id, e.at, x.kind, x.minutes, x.travel_minutes as "travelMinutes", e.text, e.visibility,
    e.association, x.advisor_id as "advisorId"
  from contact x join timeline_entry e on e.id = x.entry_id
  where x.case_id = any($1::uuid[]) and ${readable} order by x.case_id, e.at, e.id`;

const recommendationsOfCases = `
  select r.case_id as "caseId", r.id, e.at, e.text, e.visibility, r.state, r.changed_at as "changedAt", r.topic, e.association
  from recommendation r join timeline_entry e on e.id = r.entry_id
  where r.case_id = any($1::uuid[]) and ${readable} order by r.case_id, e.at, e.id`;

const participationsOfCases = `
  select p.case_id as "caseId", p.association, p.role, p.state, p.advisor_id as "advisorId", p.proposed_at as "proposedAt",
    p.from_at as "from", p.until_at as "until", e.text as note
  from participation p left join timeline_entry e on e.id = p.ending_entry_id and ${readable}
  where p.case_id = any($1::uuid[]) order by p.case_id, coalesce(p.proposed_at, p.from_at), p.id`;

const pointersOfCases = `
  select c.id, c.duplicate_of as "duplicateOf", f.follows_id as follows
  from consultation_case c left join follow_up f on f.case_id = c.id where c.id = any($1::uuid[])`;
