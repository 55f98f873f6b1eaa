import { defineEntity, p } from '@mikro-orm/core';
import { Region, Verwaltungsgemeinschaft } from './register.entity.ts';

const KommuneSchema = defineEntity({
  name: 'Kommune',
  tableName: 'kommune',
  properties: {
    ags: p.text().primary(),
    ars: p.text(),
    kind: p.text(),
    name: p.text(),
    officialName: p.text(),
    population: p.integer(),
    areaKm2: p.decimal('number').precision(8).scale(2),
    region: () => p.manyToOne(Region).joinColumn('region_key').mapToPk(),
    /** Null for a Landkreis and for a Stadtkreis. */
    landkreis: () => p.manyToOne(Kommune).joinColumn('landkreis_ags').mapToPk().deleteRule('no action').nullable(),
    verwaltungsgemeinschaft: () =>
      p
        .manyToOne(Verwaltungsgemeinschaft)
        .joinColumn('verwaltungsgemeinschaft_key')
        .mapToPk()
        .deleteRule('no action')
        .nullable(),
    /** Of a Landkreis. */
    seat: p.text().nullable(),
    /** Of a Gemeinde, as are the coordinates in degrees. */
    postalCode: p.text().nullable(),
    latitude: p.double().nullable(),
    longitude: p.double().nullable(),
    /** Last day on which it existed: rows are closed, never deleted. */
    validUntil: p.date().nullable(),
    successor: () => p.manyToOne(Kommune).joinColumn('successor_ags').mapToPk().deleteRule('no action').nullable(),
  },
});

/** A Gemeinde or a Landkreis. */
export class Kommune extends KommuneSchema.class {}
KommuneSchema.setClass(Kommune);
