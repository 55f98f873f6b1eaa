import { defineEntity, p } from '@mikro-orm/core';
import { Kommune } from '../kommune.entity.ts';

const KommuneFormerNameSchema = defineEntity({
  name: 'KommuneFormerName',
  tableName: 'kommune_former_name',
  properties: {
    ags: () => p.manyToOne(Kommune).joinColumn('ags').mapToPk().primary().deleteRule('no action'),
    until: p.date().primary(),
    officialName: p.text().primary(),
    name: p.text(),
  },
});

/** A name that a Kommune bore, with the last day on which it may have done so. */
export class KommuneFormerName extends KommuneFormerNameSchema.class {}
KommuneFormerNameSchema.setClass(KommuneFormerName);

const RegisterImportSchema = defineEntity({
  name: 'RegisterImport',
  tableName: 'register_import',
  properties: {
    id: p.bigint('string').primary().generated('identity'),
    at: p.datetime(3),
    bySubject: p.text(),
    asOf: p.date(),
    /** SHA-256 of the file as it came. */
    fileHash: p.text(),
    changes: p.json(),
  },
});

/** An import that changed the register: when, by whom, and all that it changed. Append-only. */
export class RegisterImport extends RegisterImportSchema.class {}
RegisterImportSchema.setClass(RegisterImport);
