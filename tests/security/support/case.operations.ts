import { type AssociationName, associationNames } from '@gkz-qe/infra/parts.ts';
import { type Ask, askEntity, askRoot } from './ask.ts';
import { capitalised } from './association-names.ts';
import { contentFields, headerFields, inquirerFields } from './case-fields.ts';
import type { AskFor } from './operations.ts';
import { plantedMembers } from './plant.ts';
import { caseIdOf, ours, plantedDay, plantedKommunen } from './planted-cases.ts';

/** The planted cases alone: on this day there is no other about that Gemeinde. */
export const ofPlantedDay = `filter: { receivedFrom: "${plantedDay}", receivedUntil: "${plantedDay}",
  kommune: ["${plantedKommunen.gemeinde}"] }`;

const list = `cases(${ofPlantedDay}, first: 50) {
  totalCount nodes { id number } edges { cursor node { id } } pageInfo { endCursor } }`;

/** Fields of a planted case, by every way to it. */
export function askCase(name: string, fields: string): Ask {
  const id = caseIdOf(name);
  return askEntity({
    of: ours,
    subgraph: 'consultation',
    type: 'Case',
    representation: `{ __typename: "Case", id: "${id}" }`,
    path: `case(id: "${id}") { * }`,
    hasPath: true,
    fields,
  });
}

function askKommune(type: 'Gemeinde' | 'Landkreis', ags: string): Ask {
  const path = `${type.toLowerCase()}(ags: "${ags}") { * }`;
  const representation = `{ __typename: "${type}", ags: "${ags}" }`;
  return askEntity({ of: ours, subgraph: 'consultation', type, representation, path, hasPath: true, fields: list });
}

function askMember(name: AssociationName): Ask {
  const type = `${capitalised(name)}Member`;
  const ags = plantedMembers[name];
  const representation = `{ __typename: "${type}", ags: "${ags}" }`;
  const path = `${name}Member(ags: "${ags}") { * }`;
  return askEntity({ of: ours, subgraph: 'consultation', type, representation, path, fields: list });
}

/** What happens with cases. */
export const caseOperations: Readonly<Record<string, AskFor>> = {
  'read a case: header': () => [askCase('lead', headerFields)],
  'read a case: content': () => [askCase('lead', contentFields)],
  'read a case: inquirer': () => [askCase('lead', inquirerFields)],
  'list cases': () => [askRoot(ours, 'consultation', list)],
  'list the cases of a Gemeinde': () => [askKommune('Gemeinde', plantedKommunen.gemeinde)],
  'list the cases of a Landkreis': () => [askKommune('Landkreis', plantedKommunen.landkreis)],
  // Whose member it is makes no difference: what counts is who takes part in the cases.
  'list the cases of a member': () => associationNames.map(askMember),
  "revoke an inquirer's link": () => [
    askRoot(
      ours,
      'consultation',
      `revokeInquiryLink(input: { case: "${caseIdOf('revoked')}" }) { ... on InquiryLinksRevoked { count } }`,
      'mutation',
    ),
  ],
};
