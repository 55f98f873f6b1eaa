import { join } from 'node:path';
import type { DatabaseOptions } from '@gkz-qe/kit/database.ts';
import {
  CaseCounter,
  CaseKommune,
  CaseSupport,
  CaseTopic,
  ConsultationCase,
  KommuneCaseCount,
} from './case/case.entity.ts';
import { TimelineEntry, Transition } from './case/history.entity.ts';
import { Participation } from './case/participation.entity.ts';
import { CaseVersion, Commitment, Contact, FollowUp, Recommendation } from './case-work/case-work.entity.ts';
import { ClockStep } from './clock/clock-step.entity.ts';
import { DirectoryAdvisor, DirectoryCursor, DirectoryMember, DirectoryOffice } from './directory/directory.entity.ts';
import { Event, EventCode, EventRegistration, EventTopic } from './event/event.entity.ts';
import { FundingApplication } from './funding/funding-application.entity.ts';
import { AdvisorDeparture } from './hand-over/hand-over.entity.ts';
import { AccessLog, Idempotency, Inquirer, Inquiry, InquiryLink } from './inquiry/inquiry.entity.ts';
import { Mail, Notification } from './notification/notification.entity.ts';
import { LegalHold } from './privacy/legal-hold/legal-hold.entity.ts';
import {
  CaseRestriction,
  PrivacyRequest,
  PrivacyRequestCase,
  PrivacyStep,
} from './privacy/request/privacy-request.entity.ts';
import { RetentionBatch, RetentionRun } from './privacy/retention/retention.entity.ts';
import { CaseProject, Project, ProjectTopic } from './project/project.entity.ts';
import { LocalActor, Milestone, PhaseEntry, PhaseNote } from './project/project-part.entity.ts';
import { KommuneFormerName, RegisterImport } from './register/import/register-import.entity.ts';
import { Kommune } from './register/kommune.entity.ts';
import {
  Regierungsbezirk,
  Region,
  Register,
  UnincorporatedArea,
  Verwaltungsgemeinschaft,
} from './register/register.entity.ts';
import { Revision } from './revision/revision.entity.ts';
import {
  StatisticsCell,
  StatisticsFact,
  StatisticsQuery,
  StatisticsRelease,
  StatisticsSnapshot,
  StatisticsYear,
} from './statistics/statistics.entity.ts';
import { Topic } from './topic/topic.entity.ts';
import { Introduction, IntroductionAnswer } from './twin/introduction.entity.ts';

/** This subgraph's database: its tables and its migrations. A new topic adds its entities here. */
export function databaseOptions(url: string): DatabaseOptions {
  return {
    url,
    entities: [
      ...[Topic, Register, Regierungsbezirk, Region, Verwaltungsgemeinschaft, Kommune, UnincorporatedArea],
      ...[KommuneFormerName, RegisterImport],
      ...[DirectoryCursor, DirectoryMember, DirectoryAdvisor, DirectoryOffice, ClockStep],
      ...[ConsultationCase, CaseCounter, CaseKommune, KommuneCaseCount, CaseTopic, CaseSupport],
      ...[Participation, Transition, TimelineEntry],
      ...[Contact, Recommendation, Commitment, FundingApplication, FollowUp, CaseVersion, AdvisorDeparture],
      ...[Mail, Notification],
      ...[Project, ProjectTopic, CaseProject, PhaseEntry, PhaseNote, Milestone, LocalActor, Revision],
      ...[Introduction, IntroductionAnswer],
      ...[Event, EventTopic, EventRegistration, EventCode],
      ...[Inquiry, Inquirer, InquiryLink, Idempotency, AccessLog],
      ...[PrivacyRequest, PrivacyRequestCase, PrivacyStep, CaseRestriction, LegalHold, RetentionRun, RetentionBatch],
      ...[StatisticsRelease, StatisticsSnapshot, StatisticsCell, StatisticsFact, StatisticsQuery, StatisticsYear],
    ],
    migrations: join(import.meta.dirname, '../migrations'),
  };
}
