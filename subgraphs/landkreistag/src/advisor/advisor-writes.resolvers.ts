import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import type { AdvisorOutcome } from './advisor-stale.ts';

/** The advisor as the write has left them. */
const advisor = (outcome: AdvisorOutcome, _args: object, { advisors }: Context) => advisors.get(outcome.id);

export const advisorWriteResolvers = {
  Mutation: {
    saveLandkreistagAdvisor: (_parent, { input }, { advisorWrites }) => advisorWrites.save(input),
    recordLandkreistagAbsence: (_parent, { input }, { absenceWrites }) => absenceWrites.record(input),
    cancelLandkreistagAbsence: (_parent, { input }, { absenceWrites }) => absenceWrites.cancel(input),
  },
  SaveLandkreistagAdvisorResult: { __resolveType: ({ __typename }) => __typename },
  RecordLandkreistagAbsenceResult: { __resolveType: ({ __typename }) => __typename },
  CancelLandkreistagAbsenceResult: { __resolveType: ({ __typename }) => __typename },
  LandkreistagAdvisorSaved: { advisor },
  LandkreistagAdvisorEmailTaken: { advisor },
  LandkreistagAdvisorStale: { advisor },
  LandkreistagAbsenceRecorded: { advisor },
  LandkreistagAbsenceCancelled: { advisor },
  LandkreistagAbsenceUnknown: { advisor },
  LandkreistagAbsenceLoop: { chain: ({ chain }, _args, { advisors }) => Promise.all(chain.map(advisors.get)) },
} satisfies Resolvers;
