import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { contentVisible } from '../case/case-sight.ts';
import type { AssociationCode, IntroductionSide } from '../generated/resolvers.ts';
import { writeNotifications } from '../notification/notification.repository.ts';
import { advisorOrTeam } from '../notification/recipient.ts';
import { advisesOnCase, projectReadable, projectWritable } from '../project/project-sight.ts';
import type { ProjectSight } from '../project/project-statement.ts';
import { lastAnswers } from './introduction.repository.ts';
import type { IntroductionFacts } from './introduction.types.ts';

/** What one side answers. */
export interface NewAnswer {
  readonly introductionId: string;
  readonly side: IntroductionSide;
  readonly consents: boolean;
  /** In which case the contact asked, or through which it is answered. */
  readonly caseId: string;
  readonly at: Date;
  readonly actor: string;
}

export type IntroductionTurns = ReturnType<typeof createIntroductionTurns>;

/** Lets one answer after the other be recorded, each in a transaction of its own. `em` must be a fork of its own. */
export function createIntroductionTurns(em: EntityManager, viewer: ProjectSight) {
  return {
    /** Runs `work` while nobody else can answer, and while the case that is named can become anonymous for nobody. */
    inTurn: <Result>(id: string, caseId: string | null, work: (turn: IntroductionTurn) => Promise<Result>) =>
      em.transactional(async (transaction): Promise<Result> => {
        // The cases come first, as they do where cases are made anonymous.
        await select(transaction, 'introductionTurn.cases', lockCases, [id, caseId]);
        await select(transaction, 'introductionTurn.lock', 'select from introduction where id = $1 for update', [id]);
        return work(createTurn(transaction, viewer, id));
      }),
  };
}

const lockCases = `
  select from consultation_case c
  where c.id = $2::uuid or c.id = (select i.asking_case_id from introduction i where i.id = $1) order by c.id for share`;

export type IntroductionTurn = ReturnType<typeof createTurn>;

function createTurn(em: EntityManager, { sight, keeper }: ProjectSight, id: string) {
  return {
    async find(): Promise<IntroductionFacts | null> {
      const values: unknown[] = [id];
      const add = (value: unknown) => `$${values.push(value)}`;
      const asking = sideFacts('asking', contentVisible(sight, add), advisesOnCase(keeper, add, 'c.id'));
      const asked = sideFacts(
        'asked',
        `asking.consents is true and ${projectReadable(sight, add)}`,
        projectWritable(keeper, add),
      );
      const text = `
        select i.id, i.asking_case_id as "askingCaseId", i.project_id as "projectId", i.lapses_at as "lapsesAt",
          ${asking} as asking, ${asked} as asked
        from introduction i join consultation_case c on c.id = i.asking_case_id join project on project.id = i.project_id
        ${lastAnswers} where i.id = $1::uuid`;
      return selectOne<IntroductionFacts>(em, 'introductionTurn.facts', text, values);
    },

    /** Whether a case accompanies a project, and its content is the viewer's to read. */
    async isContact(caseId: string, projectId: string): Promise<boolean> {
      const values: unknown[] = [caseId, projectId];
      const add = (value: unknown) => `$${values.push(value)}`;
      const text = `select 1 from case_project l join consultation_case c on c.id = l.case_id
        where l.case_id = $1::uuid and l.project_id = $2::uuid and ${contentVisible(sight, add)}`;
      return (await select(em, 'introductionTurn.contact', text, values)).length > 0;
    },

    async record({ introductionId, side, consents, caseId, at, actor }: NewAnswer): Promise<void> {
      await select(em, 'introductionTurn.answer', insertAnswer, [introductionId, side, consents, caseId, at, actor]);
    },

    /** Tells those who lead these cases, and their timelines, that both have agreed. */
    async tellAgreement(caseIds: readonly string[], at: Date): Promise<void> {
      await select(em, 'introductionTurn.entries', insertEntries, [caseIds, at, agreed]);
      const leads = await select<LeadOfCase>(em, 'introductionTurn.leads', leadsOfCases, [caseIds]);
      const notifications = leads.map(({ caseId, association, advisorId }) => ({
        ...{ kind: 'INTRODUCTION_MADE' as const, facts: {}, caseId, to: advisorOrTeam(association, advisorId) },
      }));
      await writeNotifications(em, notifications, at);
    },
  };
}

interface LeadOfCase {
  readonly caseId: string;
  readonly association: AssociationCode;
  readonly advisorId: string | null;
}

const sideFacts = (side: string, readable: string, writable: string) => `
  json_build_object('version', coalesce(${side}.version, 0), 'consents', ${side}.consents, 'caseId', ${side}.case_id,
    'readable', ${readable}, 'writable', ${writable})`;

const insertAnswer = `
  insert into introduction_answer (introduction_id, side, consents, case_id, at, recorded_by) values ($1, $2, $3, $4, $5, $6)`;

const agreed = 'Vernetzung: Beide Kommunen haben zugestimmt. Die Kontakte sind jetzt zu sehen.';

const insertEntries = `
  insert into timeline_entry (case_id, at, kind, visibility, text)
  select id, $2, 'NOTE', 'PARTICIPANTS', $3 from unnest($1::uuid[]) told (id)`;

const leadsOfCases = `
  select p.case_id as "caseId", p.association, p.advisor_id as "advisorId" from participation p
  where p.case_id = any($1::uuid[]) and p.role = 'LEAD' and p.from_at is not null and p.until_at is null order by p.case_id`;
