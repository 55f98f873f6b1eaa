import { expect, test } from 'vitest';
import { maxTableBytes, maxTableRows, readCsvTable } from './csv-table.ts';

const columns = ['ags', 'name'] as const;
const read = (text: string, encoding: BufferEncoding = 'utf8') => readCsvTable(Buffer.from(text, encoding), columns);
const valuesOf = (text: string, encoding?: BufferEncoding) => read(text, encoding).rows.map(({ values }) => values);

const bühl = { ags: '08216007', name: 'Bühl' };

test.each([
  ['semicolons', 'ags;name\n08216007;Bühl\n', 'utf8'],
  ['commas', 'ags,name\n08216007,Bühl\n', 'utf8'],
  ['a byte order mark', '\uFEFFags;name\r\n08216007;Bühl\r\n', 'utf8'],
  ['ISO-8859-1', 'ags;name\n08216007;Bühl', 'latin1'],
  ['columns in another order', 'name;ags\nBühl;08216007', 'utf8'],
  ['quotes and blanks', 'ags; "name"\n "08216007" ;"Bühl"', 'utf8'],
  ['empty lines', '\nags;name\n\n;\n08216007;Bühl\n\n', 'utf8'],
  ['line ends of old Apples', 'ags;name\r08216007;Bühl\r', 'utf8'],
] as const)('reads a table with %s', (_what, text, encoding) => {
  expect(read(text, encoding).faults).toEqual([]);
  expect(valuesOf(text, encoding)).toEqual([bühl]);
});

test('keeps quoted separators, quotes and line ends within a value', () => {
  expect(valuesOf('ags,name\n1,"Malsch, ""Kreis"" \nKarlsruhe"')).toEqual([
    { ags: '1', name: 'Malsch, "Kreis" \nKarlsruhe' },
  ]);
});

test('names the line of each row as the file counts it, empty ones too', () => {
  expect(read('ags;name\n\n1;a\n\n2;b\n').rows.map(({ line }) => line)).toEqual([3, 5]);
});

test.each([
  ['the head ends as on Unix, the rest as on Windows', 'ags;name\n1;a\r\n\r\n2;b\r\n'],
  ['the head ends as on Windows, the rest as on Unix', 'ags;name\r\n1;a\n\n2;b\n'],
])('reads a file that was put together: %s', (_what, text) => {
  expect(read(text)).toEqual({
    rows: [
      { line: 2, values: { ags: '1', name: 'a' } },
      { line: 4, values: { ags: '2', name: 'b' } },
    ],
    faults: [],
  });
});

test.each([
  ['nothing', '', null, /leer/],
  ['blanks alone', ' \n\n', null, /leer/],
  ['a head alone', 'ags;name\n', null, /keine Zeilen/],
  ['a column too few', 'ags\n1\n', 1, /Spalten ags, name/],
  ['a column too many', 'ags;name;more\n1;2;3\n', 1, /Spalten ags, name/],
  ['a column twice', 'ags;ags\n1;2\n', 1, /Spalten ags, name/],
  ['no head', '08216007;Bühl\n', 1, /Spalten ags, name/],
  ['a line with a value too few', 'ags;name\n1;2\n3\n', 3, /1 Spalten statt 2/],
  ['a line with a value too many', 'ags;name\n1;2;3\n', 2, /3 Spalten statt 2/],
  ['a quote that is not closed', 'ags;name\n1;"a\n', null, /Anführungszeichen/],
])('takes nothing of a file with %s, and says where', (_what, text, line, message) => {
  const { rows, faults } = read(text);

  expect(rows).toEqual([]);
  expect(faults[0]?.message).toMatch(message);
  if (line !== null) expect(faults[0]?.line).toBe(line);
});

test('names every line that has the wrong number of values', () => {
  expect(read('ags;name\n1\n2;b\n3\n').faults.map(({ line }) => line)).toEqual([2, 4]);
});

test('takes the largest file and refuses a larger one', () => {
  const lines = (count: number) => `ags;name\n${'1;a\n'.repeat(count)}`;

  expect(read(lines(maxTableRows)).rows).toHaveLength(maxTableRows);
  expect(read(lines(maxTableRows + 1)).faults[0]?.message).toMatch(/mehr als 5000 Zeilen/);
  expect(read(`ags;name\n1;${'a'.repeat(maxTableBytes)}`).faults[0]?.message).toMatch(/größer als 1 MB/);
});
