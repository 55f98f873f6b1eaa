import type { Resolvers } from '../../generated/resolvers.ts';
import type { RequestOutcome } from './privacy-request.types.ts';
import { obstacleReasons } from './request-outcome.ts';

export const privacyRequestResolvers = {
  Query: {
    privacyRequest: (_parent, { id }, { privacy }) => privacy.requests.find(id),
    privacyRequests: (_parent, args, { privacy }) => privacy.requests.list(args),
    privacyExport: (_parent, { request }, { privacy }) => privacy.requests.export(request),
  },
  Mutation: {
    openPrivacyRequest: async (_parent, { input }, { privacy }) => ({
      __typename: 'PrivacyRequestChanged' as const,
      request: await privacy.requestSteps.open(input),
    }),
    approvePrivacyRequest: async (_parent, { input }, { privacy }) =>
      toResult(await privacy.requestSteps.approve(input)),
    refusePrivacyRequest: async (_parent, { input }, { privacy }) => toResult(await privacy.requestSteps.refuse(input)),
    carryOutPrivacyRequest: async (_parent, { input }, { privacy }) =>
      toResult(await privacy.requestSteps.carryOut(input)),
    liftRestriction: async (_parent, { input }, { privacy }) => toResult(await privacy.requestSteps.lift(input)),
  },
  Case: {
    restricted: ({ id }, _args, { privacy }) => privacy.restrictions.isRestricted(id),
  },
  PrivacyRequest: {
    protocol: (request, _args, { privacy }) => privacy.requests.stepsOf(request),
    cases: (request, _args, { privacy }) => privacy.requests.casesOf(request),
    erasureApproval: (request, { association }, { privacy }) =>
      privacy.requests.erasureApprovalOf(request, association),
  },
  PrivacyStep: {
    by: ({ actor }) => actor,
    counts: ({ counts }) => Object.entries(counts).map(([what, number]) => ({ what, number })),
  },
  PersonalCase: {
    concern: (personalCase, _args, { privacy }) => privacy.requests.concernOf(personalCase),
    inquirer: (personalCase, _args, { privacy }) => privacy.requests.inquirerOf(personalCase),
  },
  OpenPrivacyRequestResult: { __resolveType: ({ __typename }) => __typename },
  PrivacyRequestResult: { __resolveType: ({ __typename }) => __typename },
} satisfies Resolvers;

function toResult(outcome: RequestOutcome) {
  switch (outcome.kind) {
    case 'CHANGED':
      return { __typename: 'PrivacyRequestChanged' as const, request: outcome.request };
    case 'STALE':
      return { __typename: 'PrivacyRequestStale' as const, request: outcome.request };
    case 'BLOCKED':
      return {
        __typename: 'PrivacyRequestBlocked' as const,
        obstacle: outcome.obstacle,
        reason: obstacleReasons[outcome.obstacle],
        caseNumbers: outcome.caseNumbers,
      };
  }
}
