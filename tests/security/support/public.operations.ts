import { associationNames } from '@gkz-qe/infra/parts.ts';
import { askRoot } from './ask.ts';
import { advisorOf } from './association-names.ts';
import type { AskFor } from './operations.ts';
import { plantedMembers } from './plant.ts';
import { ours } from './planted-cases.ts';

const noFile = 'content: "10", populationAsOf: "2024-12-31"';
const faulty = '... on RegisterFileFaulty { faultCount faults { line column message } }';

/** What everybody may ask, and what a coordinator may do with it. */
export const publicOperations: Readonly<Record<string, AskFor>> = {
  'register and topics': () => [
    askRoot(
      ours,
      'consultation',
      `topics { code label subtopics } regionen { name } regierungsbezirke { name } register { source population }
       gemeinde(ags: "08336081") { name kind population landkreis { name } region { name } }
       landkreis(ags: "08336") { name seat gemeinden { name } }
       kommunen(search: "Schopfheim", first: 3) { totalCount nodes { ags name } }`,
    ),
  ],
  'funding programmes': () => [
    askRoot(
      ours,
      'consultation',
      `fundingProgrammes { code name operator funder applicants funded amounts { applicants minEuro maxEuro } conditions { code text }
         topics { code } rounds { talksFrom talksUntil deadline startFrom open } factsFrom confirmedOn sources }`,
    ),
  ],
  'routing on trial, age of the directory': () => [
    askRoot(
      ours,
      'consultation',
      `routing(input: { place: { ags: "08336010" }, inquirerKind: KOMMUNE }) { outcome lead reasons participations { role } }
       directory { association appliedSeq lag confirmedAt }`,
    ),
  ],
  // Of a file that is none, and of a preview that there never was: nothing is taken over.
  'take over the register': () => [
    askRoot(ours, 'consultation', `previewRegisterImport(input: { ${noFile} }) { ${faulty} }`, 'mutation'),
    askRoot(
      ours,
      'consultation',
      `applyRegisterImport(input: { ${noFile}, preview: "none" }) { ${faulty} }`,
      'mutation',
    ),
  ],
  'associations, members and advisors by name': () => [
    askRoot(ours, 'consultation', 'associations { code }'),
    ...associationNames.map((name) =>
      askRoot(
        name,
        name,
        `${name} { code name office { closedDays firstAnswerWorkingHours serviceHours { from } } advisors { name }
           members(first: 2) { totalCount nodes { ags status } edges { cursor } pageInfo { hasNextPage } } }
         ${name}Member(ags: "${plantedMembers[name]}") { ags status since preferred source advisors { name } }
         ${name}Advisor(id: "${advisorOf(name)}") { id name kind disciplines areas available source topics { code level }
           association { name } }`,
      ),
    ),
  ],
  // A place that nobody can advise on: whoever may submit learns so, and no case comes of it.
  'submit an inquiry': () => [
    askRoot(
      ours,
      'consultation',
      `submitInquiry(input: { idempotencyKey: "security-matrix", place: { ags: "08317971" }, concern: "Das ist eine Probe.",
         inquirer: { kind: KOMMUNE, name: "Pia Probe", email: "pia@probe.example" } }) {
         ... on InquirySubmitted { link case { number } } ... on PlaceRefused { reason } }`,
      'mutation',
    ),
  ],
  // No client has the field at all, and a subgraph answers it to the directory's secret alone.
  'follow the directory': () =>
    associationNames.map((name) => askRoot(name, name, `${name}DirectoryChanges(after: "0", first: 1) { seq }`)),
  'ask where notifications go': () => [
    ...associationNames.map((name) => askRoot(name, name, `${name}MailAddresses(advisors: []) { team }`)),
    askRoot('staedtetag', 'staedtetag', 'coordinatorMailAddresses'),
  ],
  'see which mails wait or have failed': () => [
    askRoot('staedtetag', 'consultation', 'mailQueue { association waiting waitingSince failed }'),
  ],
  'how to reach the coordinators': () => [
    askRoot('staedtetag', 'staedtetag', `staedtetag { coordinators { id name email phone source } }`),
  ],
};
