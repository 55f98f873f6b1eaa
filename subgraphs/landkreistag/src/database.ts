import { join } from 'node:path';
import type { DatabaseOptions } from '@gkz-qe/kit/database.ts';
import { Absence } from './advisor/absence.entity.ts';
import { Advisor, AdvisorArea, AdvisorConflict, AdvisorTopic, MemberAdvisor } from './advisor/advisor.entity.ts';
import { ClosedDay, Office, ServiceHours } from './association/office.entity.ts';
import { Competence } from './competence/competence.entity.ts';
import { DirectoryChange } from './directory/directory-change.entity.ts';
import { Member, MemberContact } from './member/member.entity.ts';
import { AccessLog } from './privacy/access-log.entity.ts';
import { Erasure } from './privacy/erasure.entity.ts';
import { Revision } from './revision/revision.entity.ts';

/** This subgraph's database: its tables and its migrations. A new topic adds its entities here. */
export function databaseOptions(url: string): DatabaseOptions {
  return {
    url,
    entities: [
      Member,
      MemberContact,
      Competence,
      Advisor,
      AdvisorTopic,
      AdvisorArea,
      AdvisorConflict,
      MemberAdvisor,
      Absence,
      Office,
      ServiceHours,
      ClosedDay,
      DirectoryChange,
      Revision,
      Erasure,
      AccessLog,
    ],
    migrations: join(import.meta.dirname, '../migrations'),
  };
}
