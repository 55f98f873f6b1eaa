import { asksFor } from '@gkz-qe/kit/asks-for.ts';
import { isGemeindeAgs, isKreisAgs, isUuid } from '@gkz-qe/kit/keys.ts';
import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../context.ts';
import type { AssociationCode, MemberCasesArgs, Resolvers } from '../generated/resolvers.ts';
import { associationStub } from './association-stubs.ts';
import { associationCodes, associations } from './associations.ts';

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
  const type = `${associations[association].type}Member`;
  return {
    async __resolveReference({ ags }: { ags: string }, { caseCounts }: Context, info: GraphQLResolveInfo) {
      if (!isKey(ags)) return null;
      if (asksFor(info, type, 'caseCount')) await caseCounts.prepareMember(association, ags);
      return { ags };
    },
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

function typesOf(code: AssociationCode) {
  const { type, members } = associations[code];
  return {
    [type]: associationOf(code),
    [`${type}Member`]: memberOf(code, members === 'GEMEINDEN' ? isGemeindeAgs : isKreisAgs),
    [`${type}Advisor`]: advisorOf(code),
  };
}

export const associationResolvers: Resolvers = {
  Query: {
    associations: () => associationCodes.map(associationStub),
  },
  ...Object.assign({}, ...associationCodes.map(typesOf)),
};
