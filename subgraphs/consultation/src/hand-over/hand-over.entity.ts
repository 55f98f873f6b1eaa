import { defineEntity, p } from '@mikro-orm/core';

const AdvisorDepartureSchema = defineEntity({
  name: 'AdvisorDeparture',
  tableName: 'advisor_departure',
  properties: {
    advisorId: p.uuid().primary(),
    association: p.text(),
    at: p.datetime(3),
    recordedBy: p.text(),
  },
});

/** Who has handed over all cases and gets no new ones, until the association's directory says the same. */
export class AdvisorDeparture extends AdvisorDepartureSchema.class {}
AdvisorDepartureSchema.setClass(AdvisorDeparture);
