import { defineEntity, p } from '@mikro-orm/core';

const KreisverbandSchema = defineEntity({
  name: 'Kreisverband',
  tableName: 'kreisverband',
  properties: {
    /** Key of the Landkreis whose Gemeinden it unites. */
    ags: p.text().primary().collation('C'),
    name: p.text(),
  },
  checks: [{ name: 'kreisverband_ags_check', expression: `ags ~ '^08[0-9]{2}[5-9]$'` }],
});

/** The Gemeindetag's members within one Landkreis, united in a Kreisverband of their own. */
export class Kreisverband extends KreisverbandSchema.class {}
KreisverbandSchema.setClass(Kreisverband);
