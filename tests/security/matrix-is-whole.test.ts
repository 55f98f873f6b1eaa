import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { caseSight, noteSight, rights } from './matrix.ts';
import { readContract } from './support/contract.ts';
import { operations } from './support/operations.ts';
import { casesBySight } from './support/planted-cases.ts';
import { coordinatesOf } from './support/verdicts.ts';

const supergraph = readFileSync(join(projectFolder, 'schema/generated/supergraph.graphql'), 'utf8');
// With what clients do not see: the change logs of the directories are decided about as well.
const schema = buildSchema(supergraph, { assumeValid: true });
const asked = Object.values(operations).flatMap((askFor) => [...askFor('inquirer'), ...askFor('advisor')]);

test('somebody has decided about every root field and every protected field of the contract', () => {
  const decided = new Set(asked.flatMap(({ gateway }) => coordinatesOf(gateway, schema)));
  expect(readContract().toBeDecided.filter((coordinate) => !decided.has(coordinate))).toEqual([]);
});

test('every line of the table is asked, and nothing is asked that has no line', () => {
  expect(Object.keys(operations).sort()).toEqual(rights.map(({ name }) => name).sort());
  const unasked = Object.entries(operations).filter(([, askFor]) => askFor('advisor').length === 0);
  expect(unasked.map(([name]) => name)).toEqual([]);
});

test('there is a case for every line about what of a case one sees, and a kind of note for every line about notes', () => {
  expect(Object.keys(casesBySight).sort()).toEqual(caseSight.map(({ name }) => name).sort());
  expect(noteSight).toHaveLength(4);
});

test('every question fits the contract', () => {
  const faults = asked.flatMap(({ gateway }) => validate(schema, parse(gateway)).map(({ message }) => message));
  expect(faults).toEqual([]);
});
