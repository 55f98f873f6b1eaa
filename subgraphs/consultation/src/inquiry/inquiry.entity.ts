import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from '../case/case.entity.ts';
import { PrivacyRequest } from '../privacy/request/privacy-request.entity.ts';

const InquirySchema = defineEntity({
  name: 'Inquiry',
  tableName: 'inquiry',
  properties: {
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    /** The place as the inquirer named it; both null where none was named. */
    placeBy: p.text().nullable(),
    place: p.text().nullable(),
    furtherPlaces: p.array().columnType('text[]'),
    wish: p.text().nullable(),
    consentToInformKommune: p.boolean(),
  },
});

/** What came in, as far as the case does not hold it. */
export class Inquiry extends InquirySchema.class {}
InquirySchema.setClass(Inquiry);

const InquirerSchema = defineEntity({
  name: 'Inquirer',
  tableName: 'inquirer',
  properties: {
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    name: p.text(),
    email: p.text(),
    phone: p.text().nullable(),
    function: p.text().nullable(),
    organisation: p.text().nullable(),
  },
});

/** Who asked: the only table with the contact data of inquirers. Each read is logged; erasing a person empties it. */
export class Inquirer extends InquirerSchema.class {}
InquirerSchema.setClass(Inquirer);

const InquiryLinkSchema = defineEntity({
  name: 'InquiryLink',
  tableName: 'inquiry_link',
  properties: {
    /** SHA-256 of the secret that only the inquirer has. */
    tokenHash: p.type(Uint8Array).columnType('bytea').primary(),
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    createdAt: p.datetime(3),
    expiresAt: p.datetime(3),
    revokedAt: p.datetime(3).nullable(),
  },
});

export class InquiryLink extends InquiryLinkSchema.class {}
InquiryLinkSchema.setClass(InquiryLink);

const IdempotencySchema = defineEntity({
  name: 'Idempotency',
  tableName: 'idempotency',
  properties: {
    keyHash: p.type(Uint8Array).columnType('bytea').primary(),
    /** SHA-256 of what was submitted with the key. */
    payloadHash: p.type(Uint8Array).columnType('bytea'),
    case: () => p.manyToOne(ConsultationCase).mapToPk().deferMode('deferred'),
    at: p.datetime(3),
  },
});

/** A submission that became a case: the same key gives the same case again. */
export class Idempotency extends IdempotencySchema.class {}
IdempotencySchema.setClass(Idempotency);

const AccessLogSchema = defineEntity({
  name: 'AccessLog',
  tableName: 'access_log',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    at: p.datetime(3).defaultRaw('now()'),
    /** Subject of who read. */
    subject: p.text(),
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    /** Why they might. */
    basis: p.text(),
    /** The request by which they might, for basis REQUEST. */
    request: () => p.manyToOne(PrivacyRequest).mapToPk().nullable().deleteRule('no action'),
  },
});

/** One row for each read of an inquirer's contact data. Append-only. */
export class AccessLog extends AccessLogSchema.class {}
AccessLogSchema.setClass(AccessLog);
