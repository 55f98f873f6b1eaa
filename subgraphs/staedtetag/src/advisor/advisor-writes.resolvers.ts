import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { AdvisorOutcome } from './advisor-stale.ts';

/** The advisor as the write has left them. */
const advisor = (outcome: AdvisorOutcome, _args: object, { advisors }: Context) => advisors.get(outcome.id);

export const advisorWriteResolvers = {
  Mutation: {
    saveStaedtetagAdvisor: (_parent, { input }, { advisorWrites }) => advisorWrites.save(input),
    recordStaedtetagAbsence: (_parent, { input }, { absenceWrites }) => absenceWrites.record(input),
    cancelStaedtetagAbsence: (_parent, { input }, { absenceWrites }) => absenceWrites.cancel(input),
  },
  SaveStaedtetagAdvisorResult: { __resolveType: ({ __typename }) => __typename },
  RecordStaedtetagAbsenceResult: { __resolveType: ({ __typename }) => __typename },
  CancelStaedtetagAbsenceResult: { __resolveType: ({ __typename }) => __typename },
  StaedtetagAdvisorSaved: { advisor },
  StaedtetagAdvisorEmailTaken: { advisor },
  StaedtetagAdvisorStale: { advisor },
  StaedtetagAbsenceRecorded: { advisor },
  StaedtetagAbsenceCancelled: { advisor },
  StaedtetagAbsenceUnknown: { advisor },
  StaedtetagAbsenceLoop: { chain: ({ chain }, _args, { advisors }) => Promise.all(chain.map(advisors.get)) },
} satisfies Resolvers;
