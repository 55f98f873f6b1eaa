import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from '../../case/case.entity.ts';

const PrivacyRequestSchema = defineEntity({
  name: 'PrivacyRequest',
  tableName: 'privacy_request',
  properties: {
    id: p.uuid().primary(),
    kind: p.text(),
    state: p.text(),
    version: p.integer().version(),
    origin: p.text(),
    /** How it is known who the person is. */
    proof: p.text(),
    /** Normal form of the person's mail address, by which their cases are found. Null once the request has ended. */
    email: p.text().nullable(),
    receivedAt: p.datetime(3),
    /** One month later: DSGVO Art. 12 Abs. 3. */
    dueAt: p.datetime(3),
    /** Subject of the staff, or `inquirer`. So are the two below. */
    recordedBy: p.text(),
    approvedBy: p.text().nullable(),
    endedBy: p.text().nullable(),
    endedAt: p.datetime(3).nullable(),
    /** Why it was refused. */
    ground: p.text().nullable(),
  },
});

/** Antrag einer betroffenen Person (DSGVO Art. 15 to 18). */
export class PrivacyRequest extends PrivacyRequestSchema.class {}
PrivacyRequestSchema.setClass(PrivacyRequest);

const PrivacyRequestCaseSchema = defineEntity({
  name: 'PrivacyRequestCase',
  tableName: 'privacy_request_case',
  properties: {
    request: () => p.manyToOne(PrivacyRequest).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
  },
});

/** A case that a request is about. */
export class PrivacyRequestCase extends PrivacyRequestCaseSchema.class {}
PrivacyRequestCaseSchema.setClass(PrivacyRequestCase);

const PrivacyStepSchema = defineEntity({
  name: 'PrivacyStep',
  tableName: 'privacy_step',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    request: () => p.manyToOne(PrivacyRequest).mapToPk(),
    at: p.datetime(3),
    action: p.text(),
    actor: p.text(),
    /** What was touched → how much of it. */
    counts: p.json().$type<Readonly<Record<string, number>>>(),
  },
});

/** Step of a request's protocol. Append-only, and without the person's data. */
export class PrivacyStep extends PrivacyStepSchema.class {}
PrivacyStepSchema.setClass(PrivacyStep);

const CaseRestrictionSchema = defineEntity({
  name: 'CaseRestriction',
  tableName: 'case_restriction',
  properties: {
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    request: () => p.manyToOne(PrivacyRequest).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    since: p.datetime(3),
  },
});

/** While there is one, nobody reads the content of the case but privacy officers through a request (DSGVO Art. 18). */
export class CaseRestriction extends CaseRestrictionSchema.class {}
CaseRestrictionSchema.setClass(CaseRestriction);
