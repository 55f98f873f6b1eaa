import { toUnchanged } from '../case-work/case-work.resolvers.ts';
import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { AnswerOutcome } from './introduction.service.ts';

export const twinResolvers = {
  Query: {
    twins: (_parent, args, { twins }) => twins.find(args),
  },
  Mutation: {
    requestIntroduction: async (_parent, { input }, context) => {
      const { outcome, introductionId } = await context.projectWork.requestIntroduction(input);
      if (outcome.kind !== 'CHANGED') return toUnchanged(outcome, context);
      context.forgetCases();
      const introduction = await context.introductions.find(introductionId);
      return {
        __typename: 'IntroductionRequested' as const,
        introduction,
        case: await context.cases.find(outcome.caseId),
      };
    },
    answerIntroduction: async (_parent, { input }, context) =>
      toResult(await context.introductions.answer(input), context),
  },
  Twin: {
    projects: async (twin, _args, { projects }) =>
      (await Promise.all(twin.projects.map(projects.find))).filter((project) => project !== null),
  },
  Case: {
    introductions: (row, _args, { introductions }) => introductions.ofCase(row),
  },
  ProjectAccompaniment: {
    introductions: (row, _args, { introductions }) => introductions.ofProject(row),
  },
  Introduction: {
    state: (row, _args, { introductions }) => introductions.stateOf(row),
    kommune: ({ kommune }, _args, { register }) => register.getKommune(kommune),
    project: ({ projectId }, _args, { projects }) => projects.find(projectId),
    contacts: (row, _args, { introductions }) => introductions.contactsOf(row),
  },
  IntroductionAnswer: {
    // Inside JSON the database writes moments as text.
    at: ({ at }) => at && new Date(at),
  },
  RequestIntroductionResult: { __resolveType: ({ __typename }) => __typename },
  AnswerIntroductionResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;

/** The introduction is read anew, as it is after the answer. */
async function toResult(outcome: AnswerOutcome, context: Context) {
  context.forgetCases();
  const introduction = await context.introductions.find(outcome.introductionId);
  if (outcome.kind === 'ANSWERED') return { __typename: 'IntroductionAnswered' as const, introduction };
  if (outcome.kind === 'STALE') {
    const { basedOn, version } = outcome;
    return { __typename: 'StaleIntroduction' as const, introduction, basedOn, version };
  }
  const { reason, missing } = outcome;
  return { __typename: 'IntroductionRefused' as const, introduction, reason, missing };
}
