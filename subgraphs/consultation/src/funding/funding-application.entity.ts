import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from '../case/case.entity.ts';
import { TimelineEntry } from '../case/history.entity.ts';

const FundingApplicationSchema = defineEntity({
  name: 'FundingApplication',
  tableName: 'funding_application',
  properties: {
    id: p.uuid().primary(),
    case: () => p.manyToOne(ConsultationCase).mapToPk(),
    /** Holds who recorded it, and who may read it. */
    entry: () => p.oneToOne(TimelineEntry).owner().mapToPk().unique('funding_application_entry_id_unique'),
    /** Code of a programme of `programmes.ts`. */
    programme: p.text(),
    appliedOn: p.date(),
    amountEuro: p.integer(),
    state: p.text(),
    /** Null while it is APPLIED. */
    decidedOn: p.date().nullable(),
    /** Null unless it is GRANTED. */
    grantedEuro: p.integer().nullable(),
    changedAt: p.datetime(3),
  },
});

/** Förderantrag that came of a case. Gone once the case is anonymous. */
export class FundingApplication extends FundingApplicationSchema.class {}
FundingApplicationSchema.setClass(FundingApplication);
