import { type EntityManager, select } from '@gkz-qe/kit/database.ts';
import type { DecidedChange } from '../case-work/case-work.types.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import { writeNotifications } from '../notification/notification.repository.ts';
import { advisorOrTeam } from '../notification/recipient.ts';

/** The wish of a case to be introduced to the people of a project; its Kommune has agreed. */
export interface NewIntroduction {
  readonly id: string;
  readonly projectId: string;
  readonly lapsesAt: Date;
}

/** Finds introductions in the transaction of `em`. */
export function introductionFinder(em: EntityManager) {
  return {
    /** Whether a case has asked for an introduction to a project and both could still agree. */
    async hasAsked(caseId: string, projectId: string, at: Date): Promise<boolean> {
      const values = [caseId, projectId, at];
      return (await select(em, 'introduction.asked', askedAlready, values)).length > 0;
    },
  };
}

const askedAlready = `
  select 1 from introduction where asking_case_id = $1 and project_id = $2::uuid and lapses_at > $3 limit 1`;

/** Writes it with the answer of the case's own Kommune, and tells those who advise on the project. */
export async function writeIntroduction(
  em: EntityManager,
  { before, actor, at }: DecidedChange,
  { id, projectId, lapsesAt }: NewIntroduction,
): Promise<void> {
  await select(em, 'introduction.request', insertIntroduction, [id, before.id, projectId, at, actor, lapsesAt]);
  const asked = await select<LeadOfCase>(em, 'introduction.leads', leadsOfProject, [projectId]);
  const kind = 'INTRODUCTION_ASKED' as const;
  const toLeads = asked.map(({ caseId, association, advisorId }) => ({
    ...{ kind, facts: {}, caseId, to: advisorOrTeam(association, advisorId) },
  }));
  // What no case accompanies is the coordinators'.
  const toCoordinators = [{ kind, facts: {}, caseId: null, to: { kind: 'COORDINATORS' } as const }];
  await writeNotifications(em, toLeads.length > 0 ? toLeads : toCoordinators, at);
}

interface LeadOfCase {
  readonly caseId: string;
  readonly association: AssociationCode;
  readonly advisorId: string | null;
}

const insertIntroduction = `
  with asked as (
    insert into introduction (id, asking_case_id, project_id, requested_at, requested_by, lapses_at)
    values ($1, $2, $3, $4, $5, $6) returning id, asking_case_id)
  insert into introduction_answer (introduction_id, side, consents, case_id, at, recorded_by)
  select id, 'ASKING', true, asking_case_id, $4, $5 from asked`;

/** Of the case that accompanies it now, or did so last. */
const leadsOfProject = `
  select l.case_id as "caseId", p.association, p.advisor_id as "advisorId"
  from case_project l join consultation_case c on c.id = l.case_id
  join participation p on p.case_id = c.id and p.role = 'LEAD' and p.from_at is not null and p.until_at is null
  where l.project_id = $1 order by c.open desc, c.received_at desc, c.id desc limit 1`;
