import { join } from 'node:path';
import { createSubgraphSchema } from '@gkz-qe/kit/subgraph-schema.ts';
import type { GraphQLSchema } from 'graphql';
import { advisorResolvers } from './advisor/advisor.resolvers.ts';
import { advisorWriteResolvers } from './advisor/advisor-writes.resolvers.ts';
import { associationResolvers } from './association/association.resolvers.ts';
import { officeWriteResolvers } from './association/office-writes.resolvers.ts';
import { competenceResolvers } from './competence/competence.resolvers.ts';
import { directoryResolvers } from './directory/directory.resolvers.ts';
import { mailAddressResolvers } from './mail-address/mail-address.resolvers.ts';
import { memberResolvers } from './member/member.resolvers.ts';
import { memberImportResolvers } from './member/member-import.resolvers.ts';
import { memberWriteResolvers } from './member/member-writes.resolvers.ts';
import { privacyResolvers } from './privacy/privacy.resolvers.ts';

/** Makes the executable schema: the contract in `schema/` with the topics' resolvers. */
export function createSchema(): GraphQLSchema {
  return createSubgraphSchema(join(import.meta.dirname, '../schema'), [
    memberResolvers,
    competenceResolvers,
    advisorResolvers,
    associationResolvers,
    directoryResolvers,
    mailAddressResolvers,
    memberWriteResolvers,
    memberImportResolvers,
    advisorWriteResolvers,
    officeWriteResolvers,
    privacyResolvers,
  ]);
}
