import { defineEntity, p } from '@mikro-orm/core';

const MemberSchema = defineEntity({
  name: 'Member',
  tableName: 'member',
  properties: {
    /** Key of the Landkreis, five digits: a Landkreistag has no other members, least of all a Stadtkreis. */
    ags: p.text().primary().collation('C'),
    status: p.enum(['ACTIVE', 'DORMANT', 'ENDED'] as const),
    since: p.date().nullable(),
    until: p.date().nullable(),
    source: p.enum(['SAMPLE', 'ASSOCIATION'] as const),
    version: p.integer().version().default(1),
  },
  checks: [
    { name: 'member_ags_check', expression: `ags ~ '^08[0-9]{2}[5-9]$'` },
    { name: 'member_days_check', expression: 'since <= until' },
    { name: 'member_ended_check', expression: `status <> 'ENDED' or until is not null` },
  ],
});

/** A Landkreis that belongs to the Landkreistag, or once did. */
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

/** Whom the Landkreistag turns to in a member's Landratsamt. */
export class MemberContact extends MemberContactSchema.class {}
MemberContactSchema.setClass(MemberContact);
