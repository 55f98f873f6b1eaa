import { defineEntity, p } from '@mikro-orm/core';

const DirectoryCursorSchema = defineEntity({
  name: 'DirectoryCursor',
  tableName: 'directory_cursor',
  properties: {
    association: p.text().primary(),
    /** Position of the last applied entry of the association's change log. */
    appliedSeq: p.bigint('string').defaultRaw('0'),
    /** What that entry held, to see whether the log still has it. */
    appliedDigest: p.text().nullable(),
    confirmedAt: p.datetime().nullable(),
  },
});

/** How far the copy of one association's directory reaches. */
export class DirectoryCursor extends DirectoryCursorSchema.class {}
DirectoryCursorSchema.setClass(DirectoryCursor);

const DirectoryMemberSchema = defineEntity({
  name: 'DirectoryMember',
  tableName: 'directory_member',
  properties: {
    association: () => p.manyToOne(DirectoryCursor).joinColumn('association').mapToPk().primary(),
    ags: p.text().primary().index('directory_member_ags_index'),
    status: p.text(),
    since: p.date().nullable(),
    until: p.date().nullable(),
    preferred: p.boolean(),
  },
});

/** A membership as an association last told it. */
export class DirectoryMember extends DirectoryMemberSchema.class {}
DirectoryMemberSchema.setClass(DirectoryMember);

const DirectoryAdvisorSchema = defineEntity({
  name: 'DirectoryAdvisor',
  tableName: 'directory_advisor',
  properties: {
    association: () => p.manyToOne(DirectoryCursor).joinColumn('association').mapToPk().primary(),
    id: p.uuid().primary(),
    active: p.boolean(),
    capacity: p.integer(),
    topics: p.json(),
    areas: p.array(),
    conflicts: p.array(),
    members: p.array(),
    absences: p.json(),
  },
});

/** What routing needs to know of an advisor, as an association last told it. */
export class DirectoryAdvisor extends DirectoryAdvisorSchema.class {}
DirectoryAdvisorSchema.setClass(DirectoryAdvisor);

const DirectoryOfficeSchema = defineEntity({
  name: 'DirectoryOffice',
  tableName: 'directory_office',
  properties: {
    association: () =>
      p
        .manyToOne(DirectoryCursor)
        .joinColumn('association')
        .mapToPk()
        .primary()
        .updateRule('no action')
        .deleteRule('no action'),
    serviceHours: p.json(),
    closedDays: p.json(),
    firstAnswerWorkingHours: p.integer(),
    acceptanceWorkingDays: p.integer(),
  },
});

/** When an association works and how quickly it wants to answer, as it last told it. */
export class DirectoryOffice extends DirectoryOfficeSchema.class {}
DirectoryOfficeSchema.setClass(DirectoryOffice);
