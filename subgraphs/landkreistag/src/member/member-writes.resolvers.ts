import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { MemberOutcome } from './member-writes.service.ts';

/** The member as the write has left it. */
const member = (outcome: MemberOutcome, _args: object, { members }: Context) => members.get(outcome.ags);

export const memberWriteResolvers = {
  Mutation: {
    admitLandkreistagMember: (_parent, { input }, { memberWrites }) => memberWrites.admit(input),
    endLandkreistagMembership: (_parent, { input }, { memberWrites }) => memberWrites.end(input),
    updateLandkreistagMember: (_parent, { input }, { memberWrites }) => memberWrites.update(input),
  },
  AdmitLandkreistagMemberResult: { __resolveType: ({ __typename }) => __typename },
  EndLandkreistagMembershipResult: { __resolveType: ({ __typename }) => __typename },
  UpdateLandkreistagMemberResult: { __resolveType: ({ __typename }) => __typename },
  LandkreistagMemberAdmitted: { member },
  LandkreistagAlreadyMember: { member },
  LandkreistagMembershipEnded: { member },
  LandkreistagMemberUpdated: { member },
  LandkreistagMemberStale: { member },
  LandkreistagNotMember: { formerMember: ({ ags }, _args, { members }) => members.find(ags) },
} satisfies Resolvers;
