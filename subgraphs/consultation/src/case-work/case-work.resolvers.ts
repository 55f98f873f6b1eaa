import { advisorStub, associationStub } from '../association/association-stubs.ts';
import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { ChangeOutcome } from './change.service.ts';
import type { FollowUpOutcome } from './follow-up.service.ts';

export const caseWorkResolvers = {
  Query: {
    myCommitments: (_parent, args, { caseDetails }) => caseDetails.myCommitments(args),
  },
  Mutation: {
    acceptCase: async (_parent, { input }, context) => toResult(await context.caseWork.acceptCase(input), context),
    declineCase: async (_parent, { input }, context) => toResult(await context.caseWork.declineCase(input), context),
    assignAdvisor: async (_parent, { input }, context) =>
      toResult(await context.caseWork.assignAdvisor(input), context),
    proposeLead: async (_parent, { input }, context) => toResult(await context.caseWork.proposeLead(input), context),
    acceptLead: async (_parent, { input }, context) => toResult(await context.caseWork.acceptLead(input), context),
    declineLead: async (_parent, { input }, context) => toResult(await context.caseWork.declineLead(input), context),
    requestCoAdvice: async (_parent, { input }, context) =>
      toResult(await context.caseWork.requestCoAdvice(input), context),
    answerCoAdvice: async (_parent, { input }, context) =>
      toResult(await context.caseWork.answerCoAdvice(input), context),
    endParticipation: async (_parent, { input }, context) =>
      toResult(await context.caseWork.endParticipation(input), context),
    recordContact: async (_parent, { input }, context) =>
      toResult(await context.caseWork.recordContact(input), context),
    recommend: async (_parent, { input }, context) => toResult(await context.caseWork.recommend(input), context),
    updateRecommendation: async (_parent, { input }, context) =>
      toResult(await context.caseWork.updateRecommendation(input), context),
    makeCommitment: async (_parent, { input }, context) =>
      toResult(await context.caseWork.makeCommitment(input), context),
    settleCommitment: async (_parent, { input }, context) =>
      toResult(await context.caseWork.settleCommitment(input), context),
    setPhase: async (_parent, { input }, context) => toResult(await context.caseWork.setPhase(input), context),
    setTopics: async (_parent, { input }, context) => toResult(await context.caseWork.setTopics(input), context),
    waitForInquirer: async (_parent, { input }, context) =>
      toResult(await context.caseWork.waitForInquirer(input), context),
    resumeCase: async (_parent, { input }, context) => toResult(await context.caseWork.resumeCase(input), context),
    closeCase: async (_parent, { input }, context) => toResult(await context.caseWork.closeCase(input), context),
    reopenCase: async (_parent, { input }, context) => toResult(await context.caseWork.reopenCase(input), context),
    openFollowUpCase: async (_parent, { input }, context) =>
      toFollowUpResult(await context.caseWork.openFollowUpCase(input), context),
    referCase: async (_parent, { input }, context) => toResult(await context.caseWork.referCase(input), context),
    withdrawInquiry: async (_parent, { input }, context) =>
      toResult(await context.caseWork.withdrawInquiry(input), context),
    declineInquiry: async (_parent, { input }, context) =>
      toResult(await context.caseWork.declineInquiry(input), context),
    markDuplicate: async (_parent, { input }, context) =>
      toResult(await context.caseWork.markDuplicate(input), context),
  },
  Case: {
    availableActions: (row, _args, { caseDetails }) => caseDetails.actionsOf(row),
    contacts: (row, _args, { caseDetails }) => caseDetails.contactsOf(row),
    recommendations: (row, _args, { caseDetails }) => caseDetails.recommendationsOf(row),
    commitments: (row, _args, { caseDetails }) => caseDetails.commitmentsOf(row),
    participationHistory: (row, _args, { caseDetails }) => caseDetails.historyOf(row),
    duplicateOf: (row, _args, { caseDetails }) => caseDetails.duplicateOf(row),
    follows: (row, _args, { caseDetails }) => caseDetails.followedBy(row),
  },
  Contact: {
    association: ({ association }) => association && associationStub(association),
    advisor: ({ association, advisorId }) => association && advisorStub(association, advisorId),
  },
  Recommendation: {
    association: ({ association }) => association && associationStub(association),
    topic: ({ topic }, _args, { topics }) => (topic === null ? null : topics.find(topic)),
  },
  Commitment: {
    association: ({ keeper }) => keeper && associationStub(keeper),
    advisor: ({ keeper, advisorId }) => keeper && advisorStub(keeper, advisorId),
    case: ({ caseId }, _args, { cases }) => cases.find(caseId),
  },
  ParticipationRecord: {
    association: ({ association }) => associationStub(association),
    advisor: ({ association, advisorId }) => advisorStub(association, advisorId),
  },
  CaseWorkResult: { __resolveType: ({ __typename }) => __typename },
  OpenFollowUpCaseResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;

/** The case is read anew, as it is after the action and as the viewer sees it now. */
async function findAnew(context: Context, caseId: string) {
  context.forgetCases();
  return context.cases.find(caseId);
}

/** What an action on a case came to, as the contract says it. */
export async function toResult(outcome: ChangeOutcome, context: Context) {
  if (outcome.kind !== 'CHANGED') return toUnchanged(outcome, context);
  return { __typename: 'CaseChanged' as const, case: await findAnew(context, outcome.caseId) };
}

async function toFollowUpResult(outcome: FollowUpOutcome, context: Context) {
  if (outcome.kind === 'OPENED') {
    return { __typename: 'FollowUpCaseOpened' as const, case: await findAnew(context, outcome.caseId) };
  }
  if (outcome.kind === 'CHANGED') throw new Error('a follow-up case was not opened');
  return toUnchanged(outcome, context);
}

/** The same where nothing was changed. */
export async function toUnchanged(outcome: Exclude<ChangeOutcome, { kind: 'CHANGED' }>, context: Context) {
  const { kind, caseId, ...rest } = outcome;
  const row = await findAnew(context, caseId);
  return 'basedOn' in rest
    ? { __typename: 'StaleCase' as const, case: row, ...rest }
    : { __typename: 'CaseActionRefused' as const, case: row, ...rest };
}
