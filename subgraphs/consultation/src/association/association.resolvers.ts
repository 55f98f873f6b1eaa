import { isGemeindeAgs, isKreisAgs, isUuid } from '@gkz-qe/kit/keys.ts';
import type { Context } from '../context.ts';
import { associationCodes } from '../directory/directory.types.ts';
import type { AssociationCode, MemberCasesArgs, Resolvers } from '../generated/resolvers.ts';
import { associationStub } from './association-stubs.ts';

/*
 * What consultation adds to the associations' own types. References are answered without looking: whether there is such a
 * member or advisor, only the association knows, and it was the association that named it. They are async on purpose: a
 * synchronous throw would fail every entity of the batch.
 */

function associationOf(association: AssociationCode) {
  return {
    __resolveReference: async ({ code }: { code: string }) => (code === association ? { code: association } : null),
    openCaseCount: (_parent: unknown, _args: unknown, { caseCounts }: Context) =>
      caseCounts.openOfAssociation(association),
  };
}

function memberOf(association: AssociationCode, isKey: (key: string) => boolean) {
  return {
    __resolveReference: async ({ ags }: { ags: string }) => (isKey(ags) ? { ags } : null),
    cases: ({ ags }: { ags: string }, args: Partial<MemberCasesArgs>, { cases }: Context) =>
      cases.listOfKommune(ags, args),
    caseCount: ({ ags }: { ags: string }, _args: unknown, { caseCounts }: Context) =>
      caseCounts.ofMember(association, ags),
  };
}

function advisorOf(association: AssociationCode) {
  return {
    __resolveReference: async ({ id }: { id: string }) => (isUuid(id) ? { id } : null),
    openCaseCount: ({ id }: { id: string }, _args: unknown, { caseCounts }: Context) =>
      caseCounts.openOfAdvisor(association, id),
  };
}

export const associationResolvers = {
  Query: {
    associations: () => associationCodes.map(associationStub),
  },
  Staedtetag: associationOf('STAEDTETAG'),
  Gemeindetag: associationOf('GEMEINDETAG'),
  Landkreistag: associationOf('LANDKREISTAG'),
  StaedtetagMember: memberOf('STAEDTETAG', isGemeindeAgs),
  GemeindetagMember: memberOf('GEMEINDETAG', isGemeindeAgs),
  LandkreistagMember: memberOf('LANDKREISTAG', isKreisAgs),
  StaedtetagAdvisor: advisorOf('STAEDTETAG'),
  GemeindetagAdvisor: advisorOf('GEMEINDETAG'),
  LandkreistagAdvisor: advisorOf('LANDKREISTAG'),
} satisfies Resolvers;
