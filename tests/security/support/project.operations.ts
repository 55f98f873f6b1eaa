import { type Ask, askEntity, askRoot } from './ask.ts';
import { onCase } from './case-work.operations.ts';
import type { AskFor } from './operations.ts';
import { caseIdOf, ours, plantedIntroduction, plantedKommunen, plantedProject } from './planted-cases.ts';

const facts = 'id name kommune { ags } topics { code } phase state published source';
const list = `(first: 2) { totalCount nodes { ${facts} } edges { cursor } pageInfo { hasNextPage } }`;

const accompaniment = `accompaniment { version mayChange quartier origin startedOn endedOn
  phaseHistory { at phase association { code } note } milestones { id title state plannedOn settledOn }
  localActors { id name kind since until } cases { id } introductions { id } }`;

/** A change on the basis of the version before the newest: whoever may do it learns that somebody was quicker. */
function change(name: string, input = ''): AskFor {
  return () => [
    askRoot(
      ours,
      'consultation',
      `${name}(input: { projectId: "${plantedProject}", version: 1 ${input} }) {
         ... on StaleProject { basedOn version changes { fact } project { id } }
         ... on ProjectActionRefused { reason project { id } } }`,
      'mutation',
    ),
  ];
}

const together =
  (...parts: readonly AskFor[]): AskFor =>
  (column) =>
    parts.flatMap((ask) => ask(column));

const introductions = `accompaniment { introductions { id requestedAt lapsesAt state kommune { ags } project { id }
  answers { side version consents at } contacts { side person { name email } } } }`;

function askProject(fields: string): Ask {
  return askEntity({
    of: ours,
    subgraph: 'consultation',
    type: 'QuartierProject',
    representation: `{ __typename: "QuartierProject", id: "${plantedProject}" }`,
    path: `project(id: "${plantedProject}") { * }`,
    hasPath: true,
    fields,
  });
}

const nothing = '"00000000-0000-4000-8000-000000000000"';

/** What Kommunen undertake, and what is known of it. */
export const projectOperations: Readonly<Record<string, AskFor>> = {
  'public facts of projects': () => [
    askRoot(
      ours,
      'consultation',
      `projects${list} project(id: "${plantedProject}") { ${facts} } gemeinde(ags: "${plantedKommunen.gemeinde}") { projects${list} }`,
    ),
  ],
  'what else is known of a project': () => [askProject(accompaniment)],
  'start a project, give a case to one': onCase(
    'closed',
    ['startProject', 'name: "Probe", quartier: "Probe", origin: OTHER'],
    ['linkProject', `project: "${plantedProject}"`],
  ),
  'change a project': together(
    change('changeProject', 'name: "Probe"'),
    change('setProjectPhase', 'phase: FUNDING'),
    change('endProject', 'state: FINISHED'),
    change('resumeProject'),
    change('planMilestone', 'title: "Probe", plannedOn: "2099-01-01"'),
    change('updateMilestone', `milestone: ${nothing}, state: REACHED`),
    change('addLocalActor', 'name: "Probe", kind: OTHER'),
    change('endLocalActor', `localActor: ${nothing}`),
  ),
  'find twins of a Kommune': () => [
    askRoot(
      ours,
      'consultation',
      `twins(kommune: "${plantedKommunen.gemeinde}", first: 2) { kommune { ags } score reasons projects { id } }`,
    ),
  ],
  'find similar cases': () => [
    askRoot(ours, 'consultation', `similarCases(case: "${caseIdOf('lead')}", first: 2) { case { id } reasons }`),
  ],
  'check the funding of a case': () => [
    askRoot(
      ours,
      'consultation',
      `fundingCheck(case: "${caseIdOf('lead')}") { case { id } checkedOn
         programmes { programme { code } fit applicant amount { maxEuro } missing { code weight text } round { deadline }
           steps { code text by passed } } }`,
    ),
  ],
  'ask for an introduction': onCase('closed', ['requestIntroduction', `project: "${plantedProject}"`]),
  'see introductions': () => [askProject(introductions)],
  // Based on the version before the newest: nothing is changed.
  'answer for a Kommune': () => [
    askRoot(
      ours,
      'consultation',
      `answerIntroduction(input: { introduction: "${plantedIntroduction}", side: ASKED, version: 0, consents: false }) {
         ... on StaleIntroduction { basedOn version introduction { id } } ... on IntroductionRefused { reason } }`,
      'mutation',
    ),
  ],
};
