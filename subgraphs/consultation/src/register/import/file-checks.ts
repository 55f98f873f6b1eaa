import type { TableFault } from '@gkz-qe/kit/csv-table.ts';
import { findRepeated } from '@gkz-qe/kit/table-values.ts';
import { faultAt, hasKey, readGebietsstand, type Satzart, satzartOf } from './line-rules.ts';
import { type Column, type FileLine, factOf, placeOf } from './register-line.ts';

/** A line whose key can be read. */
interface KeyedLine extends FileLine {
  readonly satzart: Satzart;
  readonly key: string;
}

/** Where the key of a line of each kind ends; a Verband's is put together. */
const columnOfKey: Readonly<Record<Satzart, Column>> = {
  '10': 'Land',
  '20': 'Regierungsbezirk',
  '30': 'Kreis',
  '40': 'Kreis',
  '50': 'Verband',
  '60': 'Gemeinde',
};

/** The key that a line gives to its Land, Regierungsbezirk, Region, Kreis, Verband or Gemeinde. */
export function keyOf(line: FileLine, satzart: Satzart): string {
  const kreis = line.text.slice(10, 15);
  return satzart === '50' ? `${kreis}${placeOf(line, 'Verband')}` : line.text.slice(10, 18).trim();
}

/** The key of the Verband to which a Gemeinde's line says it belongs. */
export function verbandKeyOf(line: FileLine): string {
  return keyOf(line, '50');
}

/**
 * All that is wrong between lines: several days, keys that come twice, that nothing in the file explains, or that too few or too
 * many lines refer to. A line with other faults counts as far as its key can be read, so that one fault does not bring on others.
 */
export function faultsBetweenLines(lines: readonly FileLine[]): readonly TableFault[] {
  const keyed = lines.flatMap((line): KeyedLine[] => {
    const satzart = satzartOf(line);
    return satzart && hasKey(line, satzart) ? [{ ...line, satzart, key: keyOf(line, satzart) }] : [];
  });
  const of = (satzart: Satzart) => keyed.filter((line) => line.satzart === satzart);
  return [
    ...differentDays(lines),
    ...repeatedKeys(keyed),
    ...(of('10').length === 0
      ? [{ line: null, column: null, message: 'Die Zeile des Landes (Satzart 10) fehlt.' }]
      : []),
    ...unknownKeys(of('30'), of('20'), ({ key }) => key.slice(0, 3), 'Regierungsbezirk', 'den Regierungsbezirk'),
    ...unknownKeys(of('40'), of('30'), ({ key }) => key.slice(0, 4), 'Kreis', 'die Region'),
    ...unknownKeys(of('50'), of('40'), ({ key }) => key.slice(0, 5), 'Kreis', 'den Kreis'),
    ...unknownKeys(of('60'), of('40'), ({ key }) => key.slice(0, 5), 'Kreis', 'den Kreis'),
    ...unknownKeys(of('60').filter(isKommune), of('50'), verbandKeyOf, 'Verband', 'den Verband'),
    ...wrongNumberOfVerband(of('50'), of('60')),
    ...wrongNumberOfKreis(of('40'), of('60').filter(isKommune)),
  ];
}

function isKommune(line: FileLine): boolean {
  return factOf(line, 'Textkennzeichen') !== '66';
}

function differentDays(lines: readonly FileLine[]): readonly TableFault[] {
  const [first] = lines;
  if (first === undefined) return [];
  const day = placeOf(first, 'Gebietsstand');
  return lines
    .filter((line) => readGebietsstand(line) && placeOf(line, 'Gebietsstand') !== day)
    .map((line) => faultAt(line, 'Gebietsstand', 'Der Gebietsstand ist ein anderer als in der ersten Zeile'));
}

function repeatedKeys(lines: readonly KeyedLine[]): readonly TableFault[] {
  return findRepeated(lines, ({ satzart, key }) => `${satzart} ${key}`).map(({ row, firstLine }) =>
    faultAt(row, columnOfKey[row.satzart], `Der Schlüssel ${row.key} steht schon in Zeile ${firstLine}`),
  );
}

function unknownKeys(
  lines: readonly KeyedLine[],
  known: readonly KeyedLine[],
  keyOfOther: (line: KeyedLine) => string,
  column: Column,
  what: string,
): readonly TableFault[] {
  const keys = new Set(known.map(({ key }) => key));
  return lines
    .filter((line) => !keys.has(keyOfOther(line)))
    .map((line) => faultAt(line, column, `Die Datei nennt ${what} ${keyOfOther(line)} nicht`));
}

/** A Gemeinde without a Verwaltungsgemeinschaft has a Verband of its own, with Textkennzeichen 50. */
function wrongNumberOfVerband(verbaende: readonly KeyedLine[], gemeinden: readonly KeyedLine[]): readonly TableFault[] {
  const members = Map.groupBy(gemeinden, verbandKeyOf);
  return verbaende.flatMap((line) => {
    const count = members.get(line.key)?.length ?? 0;
    if (count === 0) return [faultAt(line, 'Verband', `Zum Verband ${line.key} nennt die Datei keine Gemeinde`)];
    if (count === 1 || factOf(line, 'Textkennzeichen') !== '50') return [];
    return [
      faultAt(line, 'Textkennzeichen', `Eine verbandsfreie Gemeinde steht für sich, die Datei nennt hier ${count}`),
    ];
  });
}

/** A Stadtkreis has one Gemeinde, which is the Stadtkreis itself, and its key's last digit is at most 4. */
function wrongNumberOfKreis(kreise: readonly KeyedLine[], gemeinden: readonly KeyedLine[]): readonly TableFault[] {
  const members = Map.groupBy(gemeinden, ({ key }) => key.slice(0, 5));
  return kreise.flatMap((line) => {
    const own = members.get(line.key) ?? [];
    const cities = own.filter((gemeinde) => factOf(gemeinde, 'Textkennzeichen') === '62');
    const isCity = factOf(line, 'Textkennzeichen') === '42';
    if (own.length === 0) return [faultAt(line, 'Kreis', `Zum Kreis ${line.key} nennt die Datei keine Gemeinde`)];
    if (isCity !== /[0-4]$/.test(line.key)) {
      return [
        faultAt(line, 'Textkennzeichen', 'Stadtkreise haben Schlüssel, die auf 0 bis 4 enden, Landkreise auf 5 bis 9'),
      ];
    }
    if (isCity && (own.length > 1 || cities.length === 0)) {
      return [faultAt(line, 'Kreis', 'Ein Stadtkreis hat genau eine Gemeinde, mit dem Textkennzeichen 62')];
    }
    return isCity
      ? []
      : cities.map((city) => faultAt(city, 'Textkennzeichen', 'In einem Landkreis liegt kein Stadtkreis'));
  });
}
