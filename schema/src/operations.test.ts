import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readKnownOperations } from './operations.ts';

async function folderOf(files: Readonly<Record<string, string>>) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'gkz-qe-operations-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder.path, name), text);
  return folder;
}

test('reads one named operation a file, in the order of the file names', async () => {
  const files = {
    'b.graphql': 'query Second { a }',
    'a.graphql': 'mutation First { ...F } fragment F on Mutation { a }',
  };
  await using folder = await folderOf({ ...files, 'README.md': 'not an operation' });

  expect(readKnownOperations(folder.path).map(({ name }) => name)).toEqual(['First', 'Second']);
});

test.each([
  ['an operation without a name', { 'a.graphql': '{ a }' }, 'a.graphql must hold exactly one named operation'],
  ['two operations', { 'a.graphql': 'query A { a } query B { a }' }, 'must hold exactly one named operation'],
  ['a fragment alone', { 'a.graphql': 'fragment F on Query { a }' }, 'must hold exactly one named operation'],
  [
    'a name that comes twice',
    { 'a.graphql': 'query A { a }', 'b.graphql': 'query A { b }' },
    /b\.graphql and .*a\.graphql both name their operation A\./,
  ],
])('refuses %s', async (_what, files, message) => {
  await using folder = await folderOf(files);

  expect(() => readKnownOperations(folder.path)).toThrow(message);
});
