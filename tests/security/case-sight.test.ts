import { describe, expect, test } from 'vitest';
import type { Answer } from '../support/graph-client.ts';
import { useSharedSystem } from '../support/use-system.ts';
import { caseSight, noteSight } from './matrix.ts';
import { askCase } from './support/case.operations.ts';
import { contentFields, headerFields, inquirerFields } from './support/case-fields.ts';
import { findMarkers, type MarkedPart } from './support/marker.ts';
import { findForbidden } from './support/may-see.ts';
import { outcomeOf } from './support/outcome.ts';
import { plant } from './support/plant.ts';
import { caseIdOf, casesBySight, linkOf, ours } from './support/planted-cases.ts';
import { columns } from './support/read-table.ts';
import { createSubgraphClient } from './support/subgraph-client.ts';
import { belongsToAssociation, type Person, personOf } from './support/viewers.ts';

const system = await useSharedSystem();
await plant(system);
const askSubgraph = createSubgraphClient(system);

/** Answers to a question on every way there is. */
async function askAll(caseName: string, fields: string, { asker, viewer }: Person): Promise<readonly Answer[]> {
  const ask = askCase(caseName, fields);
  return Promise.all([
    system.graph(ask.gateway, {}, asker),
    ...ask.direct.map(({ subgraph, query }) => askSubgraph(subgraph, query, viewer)),
  ]);
}

async function outcomesOf(caseName: string, fields: string, person: Person): Promise<string> {
  const answers = await askAll(caseName, fields, person);
  return [...new Set(answers.map(outcomeOf))].join(' and ');
}

/** The words of the table for what comes of header, content and inquirer. */
const words: Readonly<Record<string, string>> = {
  '✓ ✓ ✓': 'content',
  '✓ ∅ ∅': 'header',
  '∅ ∅ ∅': 'nothing',
  '– – –': 'refused',
};

test.each(caseSight)('of a case the table holds where the association $name', async ({ name, cells }) => {
  const planted = casesBySight[name]?.name ?? '';
  const seen = await Promise.all(
    columns.map(async (column) => {
      const person = personOf(column, ours);
      const parts = await Promise.all(
        [headerFields, contentFields, inquirerFields].map((fields) => outcomesOf(planted, fields, person)),
      );
      return [column, words[parts.join(' ')] ?? parts.join(' ')];
    }),
  );
  expect(Object.fromEntries(seen)).toEqual(cells);
});

describe('who writes on the basis of an old version of a case is shown no more of it than whoever reads it:', () => {
  const columnsOfStaff = columns.filter(belongsToAssociation);
  const contentOnly = ['phase', 'minutes', 'topics'];

  /** The first version of each was followed by a second one and by notes of every visibility. */
  const write = (
    name: string,
  ) => `mutation { setPhase(input: { caseId: "${caseIdOf(name)}", version: 1, phase: FUNDING }) {
    ... on StaleCase { changes { fact } entries { text } case { title concern timeline { text } inquirer { name email } } } } }`;

  test.each(caseSight.filter(({ name }) => casesBySight[name]?.name !== 'lead'))('$name', async ({ name, cells }) => {
    for (const column of columnsOfStaff) {
      const person = personOf(column, ours);
      const query = write(casesBySight[name]?.name ?? '');
      const answers = await Promise.all([
        system.graph(query, {}, person.asker),
        askSubgraph('consultation', query, person.viewer),
      ]);
      for (const { text } of answers) {
        expect([column, findForbidden(text, findMarkers(text), person)]).toEqual([column, []]);
        if (cells[column] !== 'content') expect(contentOnly.filter((fact) => text.includes(`"${fact}"`))).toEqual([]);
      }
    }
  });

  test('and whoever may read it is told what has been written since', async () => {
    const { text } = await system.graph(write('leadOfColleague'), {}, personOf('team lead', ours).asker);
    expect(new Set(findMarkers(text).map(({ part }) => part))).toContain('notesOfOwn');
  });
});

describe('of notes the table holds', () => {
  const parts: readonly MarkedPart[] = ['notesOfOwn', 'notesOfOther', 'notesOfAll', 'notesForInquirer'];

  /** The notes that somebody reads, on all ways together. */
  async function readNotes(person: Person): Promise<ReadonlySet<MarkedPart>> {
    const answers =
      person.column === 'inquirer'
        ? [await system.graph(`{ myInquiry(link: "${linkOf('linked')}") { entries { text } } }`)]
        : await askAll('lead', 'timeline { text } contacts { text } recommendations { text }', person);
    return new Set(answers.flatMap(({ text }) => findMarkers(text)).map(({ part }) => part));
  }

  test.each(columns)('for: %s', async (column) => {
    const read = await readNotes(personOf(column, ours));
    const said = noteSight.map(({ name, cells }) => [name, cells[column]]);
    expect(noteSight.map(({ name }, at) => [name, read.has(parts[at] ?? 'content') ? '✓' : '–'])).toEqual(said);
  });
});
