import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSeedTable } from './seed-table.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seed-table-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'table.csv');
  writeFileSync(path, text);
  return path;
}

test('reads rows by the names of the columns, without remarks and empty lines', () => {
  const path = file('# Beispieldaten: made up, by rule\nags,name\n08111000,Stuttgart\n\n# more\n08136088,\n');

  expect(readSeedTable(path, ['ags', 'name'])).toEqual([
    { ags: '08111000', name: 'Stuttgart' },
    { ags: '08136088', name: '' },
  ]);
});

test('names the line that has too many or too few values', () => {
  expect(() => readSeedTable(file('# remark\nags,name\n08111000\n'), ['ags', 'name'])).toThrow(
    'table.csv:3 has 1 values',
  );
});

test('refuses a table with other columns', () => {
  expect(() => readSeedTable(file('ags,label\n'), ['ags', 'name'])).toThrow('does not begin with the columns ags,name');
});
