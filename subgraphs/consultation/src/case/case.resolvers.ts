import { advisorStub, associationStub } from '../association/association-stubs.ts';
import type { Resolvers } from '../generated/resolvers.ts';

export const caseResolvers = {
  Query: {
    case: (_parent, { id }, { cases }) => cases.findNamed(id),
    cases: (_parent, args, { cases }) => cases.list(args),
  },
  Case: {
    // async on purpose: a synchronous throw here would fail every case of the batch.
    __resolveReference: async ({ id }, { cases }) => cases.find(id),
    workingHoursToFirstAnswer: ({ firstAnswerWorkingMinutes: minutes }) => minutes && minutes / 60,
    concerns: ({ kommunen }, _args, { register }) => register.findKommunen(kommunen),
    participations: (row, _args, { cases }) => cases.participationsOf(row),
    topics: (row, _args, { cases }) => cases.topicsOf(row),
    support: (row, _args, { cases }) => cases.supportOf(row),
    inquirer: (row, _args, { cases }) => cases.inquirerOf(row),
    mayInformKommune: (row, _args, { cases }) => cases.mayInformKommuneOf(row),
    timeline: (row, { last }, { cases }) => cases.timelineOf(row, last ?? 50),
  },
  Participation: {
    association: ({ association }) => associationStub(association),
    advisor: ({ association, advisorId }) => advisorStub(association, advisorId),
  },
  Gemeinde: {
    cases: ({ ags }, args, { cases }) => cases.listOfKommune(ags, args),
  },
  Landkreis: {
    cases: ({ ags }, args, { cases }) => cases.listOfKommune(ags, args),
  },
} satisfies Resolvers;
