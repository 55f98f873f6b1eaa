import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from '../../case/case.entity.ts';

const LegalHoldSchema = defineEntity({
  name: 'LegalHold',
  tableName: 'legal_hold',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    /** German. Null once the case is anonymised. */
    reason: p.text().nullable(),
    setAt: p.datetime(3),
    setBy: p.text(),
    /** Null while it holds. */
    releasedAt: p.datetime(3).nullable(),
    releasedBy: p.text().nullable(),
  },
});

/** Sperre: while it holds, nothing of the case is removed. */
export class LegalHold extends LegalHoldSchema.class {}
LegalHoldSchema.setClass(LegalHold);
