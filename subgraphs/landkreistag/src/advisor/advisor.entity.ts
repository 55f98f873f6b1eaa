import { defineEntity, p } from '@mikro-orm/core';
import { Member } from '../member/member.entity.ts';

const AdvisorSchema = defineEntity({
  name: 'Advisor',
  tableName: 'advisor',
  properties: {
    id: p.uuid().primary(),
    /** Sorts as in a telephone book (DIN 5007, part 2): the order is the column's own. */
    name: p.text().collation('din_5007'),
    email: p.text().unique(),
    phone: p.text().nullable(),
    kind: p.enum(['INTERNAL', 'EXTERNAL'] as const),
    institution: p.text().nullable(),
    disciplines: p.array().columnType('text[]'),
    active: p.boolean(),
    capacity: p.smallint(),
    source: p.enum(['SAMPLE', 'ASSOCIATION'] as const),
    version: p.integer().version().default(1),
  },
  checks: [{ name: 'advisor_capacity_check', expression: 'capacity >= 0 and capacity <= 200' }],
});

/** Who advises for the Landkreistag, employed or on contract. */
export class Advisor extends AdvisorSchema.class {}
AdvisorSchema.setClass(Advisor);

const AdvisorTopicSchema = defineEntity({
  name: 'AdvisorTopic',
  tableName: 'advisor_topic',
  properties: {
    advisor: () => p.manyToOne(Advisor).primary(),
    code: p.text().primary(),
    level: p.smallint(),
  },
  checks: [
    { name: 'advisor_topic_code_check', expression: `code ~ '^[A-Z]{2,8}$'` },
    { name: 'advisor_topic_level_check', expression: 'level >= 1 and level <= 3' },
  ],
});

/** A field of action in which an advisor is experienced. */
export class AdvisorTopic extends AdvisorTopicSchema.class {}
AdvisorTopicSchema.setClass(AdvisorTopic);

const AdvisorAreaSchema = defineEntity({
  name: 'AdvisorArea',
  tableName: 'advisor_area',
  properties: {
    advisor: () => p.manyToOne(Advisor).primary(),
    area: p.text().primary(),
  },
  checks: [{ name: 'advisor_area_area_check', expression: `area ~ '^08[0-9]{0,3}$'` }],
});

/** Where an advisor works: 08, or the key of a Regierungsbezirk (081), of a Region (0811), of a Kreis (08115). */
export class AdvisorArea extends AdvisorAreaSchema.class {}
AdvisorAreaSchema.setClass(AdvisorArea);

const AdvisorConflictSchema = defineEntity({
  name: 'AdvisorConflict',
  tableName: 'advisor_conflict',
  properties: {
    advisor: () => p.manyToOne(Advisor).primary(),
    ags: p.text().primary(),
  },
  checks: [{ name: 'advisor_conflict_ags_check', expression: `ags ~ '^08([0-9]{3}|[0-9]{6})$'` }],
});

/** A Kommune for which an advisor does not work, because of a conflict of interest. */
export class AdvisorConflict extends AdvisorConflictSchema.class {}
AdvisorConflictSchema.setClass(AdvisorConflict);

const MemberAdvisorSchema = defineEntity({
  name: 'MemberAdvisor',
  tableName: 'member_advisor',
  properties: {
    member: () =>
      p.manyToOne(Member).joinColumn('member_ags').primary().updateRule('no action').deleteRule('no action'),
    advisor: () => p.manyToOne(Advisor).primary().index().updateRule('no action').deleteRule('no action'),
  },
});

/** Which advisor looks after which member. */
export class MemberAdvisor extends MemberAdvisorSchema.class {}
MemberAdvisorSchema.setClass(MemberAdvisor);
