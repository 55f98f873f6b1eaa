import { defineEntity, p } from '@mikro-orm/core';

const RegisterSchema = defineEntity({
  name: 'Register',
  tableName: 'register',
  properties: {
    id: p.boolean().primary().default(true),
    /** Counted up by triggers whenever a row of the register changes. */
    version: p.bigint('string').defaultRaw('0'),
    source: p.text().nullable(),
    asOf: p.date().nullable(),
    populationAsOf: p.date().nullable(),
  },
});

/** The one row that says where the register comes from. */
export class Register extends RegisterSchema.class {}
RegisterSchema.setClass(Register);

const RegierungsbezirkSchema = defineEntity({
  name: 'Regierungsbezirk',
  tableName: 'regierungsbezirk',
  properties: { key: p.text().primary(), name: p.text(), seat: p.text() },
});

export class Regierungsbezirk extends RegierungsbezirkSchema.class {}
RegierungsbezirkSchema.setClass(Regierungsbezirk);

const RegionSchema = defineEntity({
  name: 'Region',
  tableName: 'region',
  properties: {
    key: p.text().primary(),
    name: p.text(),
    seat: p.text(),
    regierungsbezirk: () => p.manyToOne(Regierungsbezirk).joinColumn('regierungsbezirk_key').mapToPk(),
  },
});

export class Region extends RegionSchema.class {}
RegionSchema.setClass(Region);

const VerwaltungsgemeinschaftSchema = defineEntity({
  name: 'Verwaltungsgemeinschaft',
  tableName: 'verwaltungsgemeinschaft',
  properties: { key: p.text().primary(), name: p.text(), kind: p.text(), seat: p.text() },
});

export class Verwaltungsgemeinschaft extends VerwaltungsgemeinschaftSchema.class {}
VerwaltungsgemeinschaftSchema.setClass(Verwaltungsgemeinschaft);

const UnincorporatedAreaSchema = defineEntity({
  name: 'UnincorporatedArea',
  tableName: 'unincorporated_area',
  properties: {
    ags: p.text().primary(),
    name: p.text(),
    areaKm2: p.decimal('number').precision(8).scale(2),
  },
});

/** Gemeindefreies Gebiet. */
export class UnincorporatedArea extends UnincorporatedAreaSchema.class {}
UnincorporatedAreaSchema.setClass(UnincorporatedArea);
