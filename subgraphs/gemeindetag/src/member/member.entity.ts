import { defineEntity, p } from '@mikro-orm/core';
import { Kreisverband } from '../kreisverband/kreisverband.entity.ts';

const MemberSchema = defineEntity({
  name: 'Member',
  tableName: 'member',
  properties: {
    /** Key of the Gemeinde, eight digits. */
    ags: p.text().primary().collation('C'),
    /** Where the member takes part locally. */
    kreisverband: () =>
      p.manyToOne(Kreisverband).joinColumn('kreisverband_ags').nullable().index().deleteRule('no action'),
    status: p.enum(['ACTIVE', 'DORMANT', 'ENDED'] as const),
    since: p.date().nullable(),
    until: p.date().nullable(),
    preferred: p.boolean(),
    source: p.enum(['SAMPLE', 'ASSOCIATION'] as const),
    version: p.integer().version().default(1),
  },
  checks: [
    { name: 'member_ags_check', expression: `ags ~ '^08[0-9]{6}$'` },
    { name: 'member_days_check', expression: 'since <= until' },
    { name: 'member_ended_check', expression: `status <> 'ENDED' or until is not null` },
  ],
});

/** A Gemeinde or Stadt that belongs to the Gemeindetag, or once did. */
export class Member extends MemberSchema.class {}
MemberSchema.setClass(Member);

const MemberContactSchema = defineEntity({
  name: 'MemberContact',
  tableName: 'member_contact',
  properties: {
    id: p.uuid().primary(),
    member: () => p.manyToOne(Member).joinColumn('member_ags').index(),
    name: p.text(),
    function: p.text().nullable(),
    email: p.text().nullable(),
    phone: p.text().nullable(),
  },
});

/** Whom the Gemeindetag turns to in a member's town hall. */
export class MemberContact extends MemberContactSchema.class {}
MemberContactSchema.setClass(MemberContact);
