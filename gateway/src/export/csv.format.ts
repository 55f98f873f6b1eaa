import { type Options, stringify } from 'csv-stringify/sync';
import type { Table, TableFormat } from './table.format.ts';

/** What begins like a formula would be one in a spreadsheet: an apostrophe in front keeps it text. */
const safe = { escape_formulas: true } satisfies Options;

/** As a German Excel opens it: signature, semicolon, decimal comma. */
const excel = {
  ...safe,
  delimiter: ';',
  record_delimiter: '\r\n',
  cast: {
    number: (value) => String(value).replace('.', ','),
    boolean: (value) => (value ? 'ja' : 'nein'),
    string: keepZeros,
  },
} satisfies Options;

/** As programs read it (RFC 4180, UTF-8). */
const plain = { ...safe, delimiter: ',', record_delimiter: '\n', cast: { boolean: String } } satisfies Options;

/** Excel takes a key such as 08111000 for a number and drops the zero; so written, it stays what it is. Digits only. */
function keepZeros(value: string) {
  return /^0\d+$/.test(value) ? { value: `="${value}"`, escape_formulas: false } : value;
}

/** Facts first, a line each, then an empty line, then the table. */
async function* writeExcel({ columns, facts, pages }: Table): AsyncGenerator<string> {
  yield `\uFEFF${stringify([...facts.map((fact) => [...fact])], excel)}\r\n`;
  yield stringify([columns.map(({ name }) => name)], excel);
  for await (const rows of pages) yield stringify([...rows], excel);
}

/** Facts are comments in front of the table: lines that begin with `#`. */
async function* writePlain({ columns, facts, pages }: Table): AsyncGenerator<string> {
  yield facts.map(([name, text]) => `# ${name}: ${text.replace(/[\r\n]+/g, ' ')}\n`).join('');
  yield stringify([columns.map(({ name }) => name)], plain);
  for await (const rows of pages) yield stringify([...rows], plain);
}

const mediaType = 'text/csv; charset=utf-8';

export const excelCsv: TableFormat = { mediaType, ending: 'csv', write: writeExcel };
export const plainCsv: TableFormat = { mediaType, ending: 'csv', write: writePlain };
