import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { AdvisorOutcome } from './advisor-stale.ts';

/** The advisor as the write has left them. */
const advisor = (outcome: AdvisorOutcome, _args: object, { advisors }: Context) => advisors.get(outcome.id);

export const advisorWriteResolvers = {
  Mutation: {
    saveGemeindetagAdvisor: (_parent, { input }, { advisorWrites }) => advisorWrites.save(input),
    recordGemeindetagAbsence: (_parent, { input }, { absenceWrites }) => absenceWrites.record(input),
    cancelGemeindetagAbsence: (_parent, { input }, { absenceWrites }) => absenceWrites.cancel(input),
  },
  SaveGemeindetagAdvisorResult: { __resolveType: ({ __typename }) => __typename },
  RecordGemeindetagAbsenceResult: { __resolveType: ({ __typename }) => __typename },
  CancelGemeindetagAbsenceResult: { __resolveType: ({ __typename }) => __typename },
  GemeindetagAdvisorSaved: { advisor },
  GemeindetagAdvisorEmailTaken: { advisor },
  GemeindetagAdvisorStale: { advisor },
  GemeindetagAbsenceRecorded: { advisor },
  GemeindetagAbsenceCancelled: { advisor },
  GemeindetagAbsenceUnknown: { advisor },
  GemeindetagAbsenceLoop: { chain: ({ chain }, _args, { advisors }) => Promise.all(chain.map(advisors.get)) },
} satisfies Resolvers;
