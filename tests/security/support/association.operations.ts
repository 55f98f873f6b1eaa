import { type AssociationName, associationNames, type PartName } from '@gkz-qe/infra/parts.ts';
import { type Ask, askEntity, askRoot } from './ask.ts';
import { advisorOf, capitalised, colleagueOf } from './association-names.ts';
import { type Contract, readContract } from './contract.ts';
import type { AskFor } from './operations.ts';
import { contactAddressOf, plantedMembers } from './plant.ts';

const contract: Contract = readContract();

/** The fields that this association's type has; the associations need not all have the same ones. */
function existing(type: string, fields: readonly string[]): readonly string[] {
  return fields.filter((field) => contract.has(`${type}.${/\w+/.exec(field)?.[0]}`));
}

function forEach(ask: (name: AssociationName) => readonly Ask[]): AskFor {
  return () => associationNames.flatMap(ask);
}

function askMember(name: AssociationName, subgraph: PartName, ...wanted: readonly string[]): readonly Ask[] {
  const type = `${capitalised(name)}Member`;
  const ags = plantedMembers[name];
  const representation = `{ __typename: "${type}", ags: "${ags}" }`;
  const path = `${name}Member(ags: "${ags}") { * }`;
  return askFields({ name, subgraph, type, representation, path }, wanted);
}

function askAdvisor(name: AssociationName, subgraph: PartName, ...wanted: readonly string[]): readonly Ask[] {
  const type = `${capitalised(name)}Advisor`;
  const representation = `{ __typename: "${type}", id: "${advisorOf(name)}" }`;
  const path = `${name}Advisor(id: "${advisorOf(name)}") { * }`;
  return askFields({ name, subgraph, type, representation, path }, wanted);
}

function askAssociation(name: AssociationName, subgraph: PartName, ...wanted: readonly string[]): readonly Ask[] {
  const type = capitalised(name);
  const representation = `{ __typename: "${type}", code: "${name.toUpperCase()}" }`;
  return askFields({ name, subgraph, type, representation, path: `${name} { * }` }, wanted);
}

interface Place {
  readonly name: AssociationName;
  readonly subgraph: PartName;
  readonly type: string;
  readonly representation: string;
  readonly path: string;
}

function askFields({ name, subgraph, ...place }: Place, wanted: readonly string[]): readonly Ask[] {
  const fields = existing(place.type, wanted).join(' ');
  if (fields === '') return [];
  return [askEntity({ ...place, of: name, subgraph, fields, hasPath: subgraph === name })];
}

type Write = (name: AssociationName, type: string) => string;

// Based on the version before the first one: whoever may write learns that somebody was quicker, and nothing is changed.
const version = 'version: 0';

/** Changes, each on its own: where the first is refused the others must be, too. Those that the association does not have are left out. */
function askChanges(...writes: readonly Write[]): AskFor {
  return forEach((name) =>
    writes
      .map((write) => write(name, capitalised(name)))
      .filter((selection) => contract.has(`Mutation.${/\w+/.exec(selection)?.[0]}`))
      .map((selection) => askRoot(name, name, selection, 'mutation')),
  );
}

const stale = (type: string, of: string) => `... on ${type}${of}Stale { basedOn version changes { fact } }`;

function recordAbsence(of: (name: AssociationName) => string): Write {
  return (
    name,
    type,
  ) => `record${type}Absence(input: { advisor: "${of(name)}", ${version}, from: "2099-01-04", until: "2099-01-08" }) {
    ... on ${type}AbsenceRecorded { advisor { id } } ${stale(type, 'Advisor')} }`;
}

function cancelAbsence(of: (name: AssociationName) => string): Write {
  return (name, type) => `cancel${type}Absence(input: { advisor: "${of(name)}", ${version}, from: "2099-01-04" }) {
    ... on ${type}AbsenceCancelled { advisor { id } } ${stale(type, 'Advisor')} }`;
}

const saveAdvisor: Write = (name, type) => `save${type}Advisor(input: { id: "${advisorOf(name)}", ${version},
  name: "Pia Probe", email: "pia@probe.example", kind: INTERNAL, disciplines: [], topics: [{ code: "PFL", level: 1 }],
  areas: ["08"], conflicts: [], members: [], capacity: 1, active: true }) {
  ... on ${type}AdvisorSaved { advisor { id } } ${stale(type, 'Advisor')} }`;

const admitMember: Write = (
  name,
  type,
) => `admit${type}Member(input: { ags: "${plantedMembers[name]}", ${version}, since: "2026-01-01" }) {
  ... on ${type}MemberAdmitted { member { ags } } ... on ${type}AlreadyMember { member { ags } } ${stale(type, 'Member')} }`;

const endMembership: Write = (
  name,
  type,
) => `end${type}Membership(input: { ags: "${plantedMembers[name]}", ${version}, until: "2099-12-31" }) {
  ... on ${type}MembershipEnded { member { ags } } ${stale(type, 'Member')} }`;

const updateMember: Write = (
  name,
  type,
) => `update${type}Member(input: { ags: "${plantedMembers[name]}", ${version}, dormant: true }) {
  ... on ${type}MemberUpdated { member { ags } } ${stale(type, 'Member')} }`;

const updateOffice: Write = (_name, type) => `update${type}Office(input: { ${version}, acceptanceWorkingDays: 2 }) {
  ... on ${type}OfficeUpdated { office { closedDays } } ${stale(type, 'Office')} }`;

const list = 'content: "ags;since\\n", missing: KEEP';
const faulty = (type: string) => `... on ${type}MemberListFaulty { faults { message } }`;

const previewImport: Write = (_name, type) => `preview${type}MemberImport(input: { ${list} }) {
  ... on ${type}MemberImportPreview { preview kept } ${faulty(type)} }`;

// Of a preview that there never was: the list is not taken over.
const applyImport: Write = (_name, type) => `apply${type}MemberImport(input: { ${list}, preview: "none" }) {
  ... on ${type}MemberImportApplied { kept } ... on ${type}MemberImportOutdated { preview { kept } } ${faulty(type)} }`;

// Without a proof that holds nothing is erased; whoever may erase is told so.
const eraseContact: Write = (_name, type) =>
  `erase${type}Contact(input: { approval: "none" }) {
    ... on ${type}ContactErased { contacts } ... on ${type}ContactUnknown { reason }
    ... on ${type}ErasureNotApproved { reason } }`;

const absence = '{ from until other }';
const held = [
  `advisors { id name email phone kind institution disciplines topics { code level } areas conflicts members capacity active source
     absences ${absence} deputyships ${absence} history { version at facts touched } }`,
  'contacts { member name function email phone }',
  'coordinators { id name email phone active source }',
];

function askPersonalData(name: AssociationName): readonly Ask[] {
  const fields = existing(`${capitalised(name)}PersonalData`, held).join(' ');
  return [askRoot(name, name, `${name}PersonalData(email: "${contactAddressOf(name)}") { ${fields} }`)];
}

const together =
  (...parts: readonly AskFor[]): AskFor =>
  (column) =>
    parts.flatMap((ask) => ask(column));

/** What the associations keep, and what consultation counts for them. */
export const associationOperations: Readonly<Record<string, AskFor>> = {
  'how to reach an advisor': together(
    forEach((name) =>
      askAdvisor(name, name, 'email', 'phone', 'capacity', 'active', 'absences { from until deputy { name } }'),
    ),
    forEach((name) => askAssociation(name, name, 'office { mailbox }')),
  ),
  'how to reach a member': forEach((name) => askMember(name, name, 'contacts { name function email phone }')),
  'keep an advisor': together(
    askChanges(saveAdvisor),
    forEach((name) => askAdvisor(name, name, 'conflicts')),
  ),
  'record and cancel the own absence': together(
    askChanges(recordAbsence(advisorOf), cancelAbsence(advisorOf)),
    forEach((name) => askAdvisor(name, name, 'version')),
  ),
  "record and cancel a colleague's absence": askChanges(recordAbsence(colleagueOf), cancelAbsence(colleagueOf)),
  'keep members': together(
    askChanges(admitMember, endMembership, updateMember),
    forEach((name) => askMember(name, name, 'version')),
  ),
  'take over a list of members': askChanges(previewImport, applyImport),
  'see what an association holds of a person': forEach(askPersonalData),
  "erase a person from an association's contacts": askChanges(eraseContact),
  'set up the office': together(
    askChanges(updateOffice),
    forEach((name) => askAssociation(name, name, 'office { version }')),
  ),
  'figures: open cases of an association': forEach((name) => askAssociation(name, 'consultation', 'openCaseCount')),
  'figures: open cases of an advisor': forEach((name) => askAdvisor(name, 'consultation', 'openCaseCount')),
  'figures: cases of a member': forEach((name) => askMember(name, 'consultation', 'caseCount')),
};
