import { join } from 'node:path';
import { createSubgraphSchema } from '@gkz-qe/kit/subgraph-schema.ts';
import type { GraphQLSchema } from 'graphql';
import { associationResolvers } from './association/association.resolvers.ts';
import { caseResolvers } from './case/case.resolvers.ts';
import { caseWorkResolvers } from './case-work/case-work.resolvers.ts';
import { directoryResolvers } from './directory/directory.resolvers.ts';
import { eventResolvers } from './event/event.resolvers.ts';
import { fundingResolvers } from './funding/funding.resolvers.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { handOverResolvers } from './hand-over/hand-over.resolvers.ts';
import { inquiryResolvers } from './inquiry/inquiry.resolvers.ts';
import { myInquiryResolvers } from './my-inquiry/my-inquiry.resolvers.ts';
import { revokeLinkResolvers } from './my-inquiry/revoke-link.resolvers.ts';
import { notificationResolvers } from './notification/notification.resolvers.ts';
import { accessLogResolvers } from './privacy/access-log/access-log.resolvers.ts';
import { legalHoldResolvers } from './privacy/legal-hold/legal-hold.resolvers.ts';
import { privacyRequestResolvers } from './privacy/request/privacy-request.resolvers.ts';
import { retentionResolvers } from './privacy/retention/retention.resolvers.ts';
import { projectResolvers } from './project/project.resolvers.ts';
import { registerImportResolvers } from './register/import/register-import.resolvers.ts';
import { registerResolvers } from './register/register.resolvers.ts';
import { reportResolvers } from './report/report.resolvers.ts';
import { routingResolvers } from './routing/routing.resolvers.ts';
import { similarResolvers } from './similar/similar.resolvers.ts';
import { commonFiguresResolvers } from './statistics/common/common-figures.resolvers.ts';
import { statisticsResolvers } from './statistics/statistics.resolvers.ts';
import { topicResolvers } from './topic/topic.resolvers.ts';
import { twinResolvers } from './twin/twin.resolvers.ts';

/** The resolvers of each topic. A topic may add fields to another's types, never resolve a field that another resolves. */
const topics: readonly Resolvers[] = [
  ...[registerResolvers, registerImportResolvers, topicResolvers, directoryResolvers, routingResolvers],
  ...[inquiryResolvers, caseResolvers, caseWorkResolvers, handOverResolvers, associationResolvers],
  ...[
    myInquiryResolvers,
    revokeLinkResolvers,
    projectResolvers,
    similarResolvers,
    twinResolvers,
    notificationResolvers,
  ],
  ...[privacyRequestResolvers, accessLogResolvers, legalHoldResolvers, retentionResolvers],
  ...[fundingResolvers, eventResolvers, statisticsResolvers, commonFiguresResolvers, reportResolvers],
];

/** This subgraph's executable schema. */
export function createSchema(): GraphQLSchema {
  return createSubgraphSchema(join(import.meta.dirname, '../schema'), topics);
}
