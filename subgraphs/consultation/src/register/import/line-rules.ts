import type { TableFault } from '@gkz-qe/kit/csv-table.ts';
import { readDay } from '@gkz-qe/kit/table-values.ts';
import { type Column, columns, type FileLine, factOf, lineLength, placeOf } from './register-line.ts';

/** Kinds of line: Land, Regierungsbezirk, Region, Kreis, Verband, Gemeinde. */
export const satzarten = ['10', '20', '30', '40', '50', '60'] as const;
export type Satzart = (typeof satzarten)[number];

/** What must stand at a place, and what to say where it does not. */
interface Rule {
  readonly column: Column;
  readonly form: RegExp;
  readonly message: string;
}

const form = (column: Column, pattern: RegExp, message: string): Rule => ({ column, form: pattern, message });
const blank = (column: Column) => form(column, /^ *$/, 'In dieser Satzart bleibt das leer');
const text = (column: Column) => form(column, /^\S.*$/, 'Hier fehlt ein Text');
const digits = (column: Column) => form(column, /^\d+$/, 'Hier stehen nur Ziffern');
const oneOf = (column: Column, ...codes: readonly string[]) =>
  form(column, new RegExp(`^(${codes.join('|')})$`), `In dieser Satzart steht hier ${codes.join(' oder ')}`);

/** The key of a line, which others refer to. */
const keyRules: Readonly<Record<Satzart, readonly Rule[]>> = {
  '10': [blank('Regierungsbezirk'), blank('Kreis'), blank('Gemeinde'), blank('Verband')],
  '20': [digits('Regierungsbezirk'), blank('Kreis'), blank('Gemeinde'), blank('Verband')],
  '30': [
    digits('Regierungsbezirk'),
    form('Kreis', /^\d $/, 'Hier stehen die Ziffer der Region und ein Leerzeichen'),
    blank('Gemeinde'),
    blank('Verband'),
  ],
  '40': [digits('Regierungsbezirk'), digits('Kreis'), blank('Gemeinde'), blank('Verband')],
  '50': [digits('Regierungsbezirk'), digits('Kreis'), blank('Gemeinde'), digits('Verband')],
  '60': [digits('Regierungsbezirk'), digits('Kreis'), digits('Gemeinde'), digits('Verband')],
};

const factRules: Readonly<Record<Satzart, readonly Rule[]>> = {
  '10': [text('Name')],
  '20': [text('Name'), text('Sitz')],
  '30': [text('Name'), text('Sitz')],
  '40': [text('Name'), text('Sitz'), oneOf('Textkennzeichen', '42', '44')],
  '50': [text('Name'), oneOf('Textkennzeichen', '50', '54', '56')],
  '60': [
    text('Name'),
    oneOf('Textkennzeichen', '62', '63', '64', '66', '67'),
    digits('Fläche'),
    digits('Einwohner'),
    digits('männlich'),
  ],
};

/** Rules that hold only for some of a Satzart's lines. */
function furtherRules(line: FileLine, satzart: Satzart): readonly Rule[] {
  const code = factOf(line, 'Textkennzeichen');
  if (satzart === '50' && code !== '50') return [text('Sitz')];
  // Of the gemeindefreie Gebiete only some have a postcode.
  return satzart === '60' && code !== '66' ? [digits('PLZ')] : [];
}

/** The line's kind; undefined where there is none such. */
export function satzartOf(line: FileLine): Satzart | undefined {
  return satzarten.find((satzart) => satzart === placeOf(line, 'Satzart'));
}

/** Whether the line's key can be read, whatever else is wrong with it. */
export function hasKey(line: FileLine, satzart: Satzart): boolean {
  return placeOf(line, 'Land') === '08' && keyRules[satzart].every((rule) => fits(line, rule));
}

/** All that is wrong with one line by itself. One of the wrong length has that one fault: all its places may be wrong. */
export function faultsOfLine(line: FileLine): readonly TableFault[] {
  const { length } = line.text;
  if (length !== lineLength) {
    return [{ line: line.line, column: null, message: `Die Zeile hat ${length} Zeichen statt ${lineLength}.` }];
  }
  if (line.text.includes('\uFFFD')) {
    const message = 'Die Zeile enthält Zeichen, die beim Lesen der Datei verloren gegangen sind.';
    return [{ line: line.line, column: null, message }];
  }
  const satzart = satzartOf(line);
  if (satzart === undefined) return [faultAt(line, 'Satzart', `Die Satzart ist ${satzarten.join(', ')}`)];
  const rules = [...keyRules[satzart], ...factRules[satzart], ...furtherRules(line, satzart)];
  return [
    ...(readGebietsstand(line) ? [] : [faultAt(line, 'Gebietsstand', 'Hier steht ein Tag in der Form 20251130')]),
    ...(placeOf(line, 'Land') === '08'
      ? []
      : [faultAt(line, 'Land', 'Hier steht 08, denn es geht um Baden-Württemberg')]),
    ...rules.filter((rule) => !fits(line, rule)).map(({ column, message }) => faultAt(line, column, message)),
    ...(satzart === '60' ? faultsOfNumbers(line) : []),
  ];
}

/** The line's day as an ISO date; undefined where it is none. */
export function readGebietsstand(line: FileLine): string | undefined {
  return readDay(placeOf(line, 'Gebietsstand').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'));
}

/** More than any Gemeinde will have, and what the tables can hold. */
const most = { population: 100_000_000, hectares: 10_000_000 };

function faultsOfNumbers(line: FileLine): readonly TableFault[] {
  const [hectares, population, male] = (['Fläche', 'Einwohner', 'männlich'] as const).map((column) =>
    Number(factOf(line, column)),
  ) as [number, number, number];
  const isKommune = factOf(line, 'Textkennzeichen') !== '66';
  const checks = [
    hectares > most.hectares && faultAt(line, 'Fläche', 'So groß ist keine Gemeinde'),
    population > most.population && faultAt(line, 'Einwohner', 'So viele Menschen leben in keiner Gemeinde'),
    isKommune && hectares === 0 && faultAt(line, 'Fläche', 'Eine Gemeinde hat eine Fläche'),
    isKommune && population === 0 && faultAt(line, 'Einwohner', 'Eine Gemeinde hat Einwohner'),
    male > population && faultAt(line, 'männlich', 'Das sind mehr als alle Einwohner zusammen'),
  ];
  return checks.filter((check) => check !== false);
}

function fits(line: FileLine, { column, form: pattern }: Rule): boolean {
  return pattern.test(placeOf(line, column));
}

/** A fault at a fact's place: a sentence without its end, which tells the place. */
export function faultAt({ line }: { readonly line: number }, column: Column, sentence: string): TableFault {
  const [first, last] = columns[column];
  return {
    line,
    column,
    message: `${sentence} (${first === last ? `Stelle ${first}` : `Stellen ${first} bis ${last}`}).`,
  };
}
