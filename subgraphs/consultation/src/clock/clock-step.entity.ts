import { defineEntity, p } from '@mikro-orm/core';
import { ConsultationCase } from '../case/case.entity.ts';
import { Participation } from '../case/participation.entity.ts';

const ClockStepSchema = defineEntity({
  name: 'ClockStep',
  tableName: 'clock_step',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    case: () => p.manyToOne(ConsultationCase).mapToPk().deleteRule('no action'),
    kind: p.text(),
    /** The deadline that it was about, or when the wait began: so it is done once for each of them. */
    occasion: p.datetime(3),
    /** Which request it was about; null for a step of the case itself. */
    part: () => p.manyToOne(Participation).mapToPk().nullable().deleteRule('no action'),
    at: p.datetime(3),
  },
});

/** What the clock has done for a case. The table takes no change and no deletion. */
export class ClockStep extends ClockStepSchema.class {}
ClockStepSchema.setClass(ClockStep);
