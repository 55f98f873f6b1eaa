import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { MemberOutcome } from './member-writes.service.ts';

/** The member as the write has left it. */
const member = (outcome: MemberOutcome, _args: object, { members }: Context) => members.get(outcome.ags);

export const memberWriteResolvers = {
  Mutation: {
    admitGemeindetagMember: (_parent, { input }, { memberWrites }) => memberWrites.admit(input),
    endGemeindetagMembership: (_parent, { input }, { memberWrites }) => memberWrites.end(input),
    updateGemeindetagMember: (_parent, { input }, { memberWrites }) => memberWrites.update(input),
  },
  AdmitGemeindetagMemberResult: { __resolveType: ({ __typename }) => __typename },
  EndGemeindetagMembershipResult: { __resolveType: ({ __typename }) => __typename },
  UpdateGemeindetagMemberResult: { __resolveType: ({ __typename }) => __typename },
  GemeindetagMemberAdmitted: { member },
  GemeindetagAlreadyMember: { member },
  GemeindetagMembershipEnded: { member },
  GemeindetagMemberUpdated: { member },
  GemeindetagMemberStale: { member },
  GemeindetagNotMember: { formerMember: ({ ags }, _args, { members }) => members.find(ags) },
} satisfies Resolvers;
