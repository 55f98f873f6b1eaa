import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { MemberOutcome } from './member-writes.service.ts';

/** The member as the write has left it. */
const member = (outcome: MemberOutcome, _args: object, { members }: Context) => members.get(outcome.ags);

export const memberWriteResolvers = {
  Mutation: {
    admitStaedtetagMember: (_parent, { input }, { memberWrites }) => memberWrites.admit(input),
    endStaedtetagMembership: (_parent, { input }, { memberWrites }) => memberWrites.end(input),
    updateStaedtetagMember: (_parent, { input }, { memberWrites }) => memberWrites.update(input),
  },
  AdmitStaedtetagMemberResult: { __resolveType: ({ __typename }) => __typename },
  EndStaedtetagMembershipResult: { __resolveType: ({ __typename }) => __typename },
  UpdateStaedtetagMemberResult: { __resolveType: ({ __typename }) => __typename },
  StaedtetagMemberAdmitted: { member },
  StaedtetagAlreadyMember: { member },
  StaedtetagMembershipEnded: { member },
  StaedtetagMemberUpdated: { member },
  StaedtetagMemberStale: { member },
  StaedtetagNotMember: { formerMember: ({ ags }, _args, { members }) => members.find(ags) },
} satisfies Resolvers;
