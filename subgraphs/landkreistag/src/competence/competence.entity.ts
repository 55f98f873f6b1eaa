import { defineEntity, p } from '@mikro-orm/core';
import { Member } from '../member/member.entity.ts';

const CompetenceSchema = defineEntity({
  name: 'Competence',
  tableName: 'competence',
  properties: {
    id: p.uuid().primary(),
    member: () => p.manyToOne(Member).joinColumn('member_ags'),
    kind: p.enum([
      'SOZIALPLANUNG',
      'PFLEGESTUETZPUNKT',
      'ALTENHILFEFACHBERATUNG',
      'WOHNBERATUNG',
      'ENGAGEMENTFOERDERUNG',
    ] as const),
    name: p.text().collation('din_5007'),
    source: p.enum(['SAMPLE', 'ASSOCIATION'] as const),
  },
  uniques: [{ name: 'competence_member_ags_kind_name_unique', properties: ['member', 'kind', 'name'] }],
});

/** Übergreifende Kompetenz: a service of a Landkreis on which its Kommunen can draw, such as a Pflegestützpunkt. */
export class Competence extends CompetenceSchema.class {}
CompetenceSchema.setClass(Competence);
