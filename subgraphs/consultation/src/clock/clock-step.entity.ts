import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from '../case/case.entity.ts';

const ClockStepSchema = defineEntity({
  name: 'ClockStep',
  tableName: 'clock_step',
  properties: {
    case: () => p.manyToOne(ConsultationCase).mapToPk().primary().updateRule('no action').deleteRule('no action'),
    kind: p.text().primary(),
    /** The deadline that it was about, or when the wait began: so it is done once for each of them. */
    occasion: p.datetime(3).primary(),
    at: p.datetime(3),
  },
});

/** What the clock has done for a case. The table takes no change and no deletion. */
export class ClockStep extends ClockStepSchema.class {}
ClockStepSchema.setClass(ClockStep);
