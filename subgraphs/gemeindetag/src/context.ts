import { openApproval } from '@gkz-qe/kit/approval.ts';
import type { Orm } from '@gkz-qe/kit/database.ts';
import { localDay } from '@gkz-qe/kit/local-day.ts';
import type { Caller } from '@gkz-qe/kit/server.ts';
import { publicViewer } from '@gkz-qe/kit/viewer.ts';
import { type AbsenceWrites, createAbsenceWrites } from './advisor/absence-writes.service.ts';
import { createAdvisorRepository } from './advisor/advisor.repository.ts';
import { type AdvisorService, createAdvisorService } from './advisor/advisor.service.ts';
import { createAdvisorWriter } from './advisor/advisor-writer.repository.ts';
import { type AdvisorWrites, createAdvisorWrites } from './advisor/advisor-writes.service.ts';
import { createAssociationRepository } from './association/association.repository.ts';
import { type AssociationService, createAssociationService } from './association/association.service.ts';
import { createOfficeWriter } from './association/office-writer.repository.ts';
import { createOfficeWrites, type OfficeWrites } from './association/office-writes.service.ts';
import { createDirectoryRepository } from './directory/directory.repository.ts';
import { createDirectoryService, type DirectoryService } from './directory/directory.service.ts';
import { createKreisverbandRepository } from './kreisverband/kreisverband.repository.ts';
import { createKreisverbandService, type KreisverbandService } from './kreisverband/kreisverband.service.ts';
import { createMailAddressRepository } from './mail-address/mail-address.repository.ts';
import { createMailAddressService, type MailAddressService } from './mail-address/mail-address.service.ts';
import { createMemberRepository } from './member/member.repository.ts';
import { createMemberService, type MemberService } from './member/member.service.ts';
import { createMemberImport, type MemberImport } from './member/member-import.service.ts';
import { createMemberWriter } from './member/member-writer.repository.ts';
import { createMemberWrites, type MemberWrites } from './member/member-writes.service.ts';
import { createErasureRepository } from './privacy/erasure.repository.ts';
import { createPersonalDataRepository } from './privacy/personal-data.repository.ts';
import { createPrivacyService, type PrivacyService } from './privacy/privacy.service.ts';

/** What lives as long as the process. */
export interface Sources {
  readonly orm: Orm;
  /** What only consultation knows besides us: approvals of erasures are read with a key that follows from one of them. */
  readonly directorySecrets: readonly string[];
}

/** What resolvers work with: one per request, with one EntityManager and one set of loaders behind it. */
export interface Context {
  readonly members: MemberService;
  readonly kreisverbaende: KreisverbandService;
  readonly advisors: AdvisorService;
  readonly association: AssociationService;
  readonly directory: DirectoryService;
  readonly mailAddresses: MailAddressService;
  readonly memberWrites: MemberWrites;
  readonly memberImport: MemberImport;
  readonly advisorWrites: AdvisorWrites;
  readonly absenceWrites: AbsenceWrites;
  readonly officeWrites: OfficeWrites;
  readonly privacy: PrivacyService;
}

/**
 * Makes the context of one request.
 *
 * @param today the day on which memberships count and advisors are present: one for the whole request, also at midnight
 */
export function createContext({ orm, directorySecrets }: Sources, caller: Caller, today = localDay()): Context {
  const em = orm.em.fork();
  const viewer = caller.kind === 'gateway' ? caller.viewer : publicViewer;
  const members = createMemberRepository(em, today);
  const advisors = createAdvisorRepository(em, today);
  // A write is a transaction of its own, apart from what the request reads.
  const fork = () => orm.em.fork();
  const forget = () => {
    members.forget();
    advisors.forget();
  };
  const memberWriter = createMemberWriter(fork, forget);
  const advisorWriter = createAdvisorWriter(fork, forget);
  return {
    members: createMemberService(members, viewer),
    kreisverbaende: createKreisverbandService(createKreisverbandRepository(em)),
    advisors: createAdvisorService(advisors, viewer, today),
    association: createAssociationService(createAssociationRepository(em), viewer),
    directory: createDirectoryService(createDirectoryRepository(em), caller),
    mailAddresses: createMailAddressService(createMailAddressRepository(em), caller),
    memberWrites: createMemberWrites(memberWriter, viewer, today),
    memberImport: createMemberImport(memberWriter, viewer, today),
    advisorWrites: createAdvisorWrites(advisorWriter, viewer),
    absenceWrites: createAbsenceWrites(advisorWriter, viewer, today),
    officeWrites: createOfficeWrites(createOfficeWriter(fork), viewer),
    privacy: createPrivacyService({
      viewer,
      personal: createPersonalDataRepository(em),
      erasures: createErasureRepository(fork, forget),
      openApproval: (text) => openApproval(text, { name: 'gemeindetag', secrets: directorySecrets }),
    }),
  };
}
