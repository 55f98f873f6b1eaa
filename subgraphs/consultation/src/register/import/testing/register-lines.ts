import type { KommuneRecord, RegisterRecords } from '../../register.repository.ts';
import { type Column, columns, lineLength } from '../register-line.ts';

/** What stands in a line; what is left out is blank. */
export type LineFacts = Partial<Record<Column, string>>;

/** A line of a file as the Statistisches Bundesamt writes it. */
export function writeLine(facts: LineFacts): string {
  const places = Array.from({ length: lineLength }, () => ' ');
  for (const [column, value] of Object.entries(facts)) {
    const [first, last] = columns[column as Column];
    places.splice(first - 1, last - first + 1, ...value.padEnd(last - first + 1));
  }
  return places.join('');
}

/** The same line with other facts in it. */
export function changeLine(line: string, facts: LineFacts): string {
  let changed = line;
  for (const [column, value] of Object.entries(facts)) {
    const [first, last] = columns[column as Column];
    changed = `${changed.slice(0, first - 1)}${value.padEnd(last - first + 1)}${changed.slice(last)}`;
  }
  return changed;
}

/** Where the first line stands that begins so: "60" and a day are followed by the key. */
export function findLine(lines: readonly string[], satzart: string, key: string): number {
  const index = lines.findIndex((line) => line.startsWith(satzart) && line.slice(10).startsWith(key));
  if (index < 0) throw new Error(`no line ${satzart} of ${key}`);
  return index;
}

/** All lines of a register, in the order of a real file's keys. */
export function linesOfRegister(register: RegisterRecords, asOf: string): string[] {
  const day = asOf.replaceAll('-', '');
  const write = (Satzart: string, key: string, facts: LineFacts) =>
    writeLine({ Satzart, Gebietsstand: day, ...keyFacts(key), ...facts });
  const existing = register.kommunen.filter(({ validUntil }) => validUntil === null);
  const gemeinden = existing.filter(({ kind }) => kind !== 'LANDKREIS');
  const landkreise = existing.filter(({ kind }) => kind === 'LANDKREIS');
  const cities = gemeinden.filter(({ kind }) => kind === 'STADTKREIS');
  const alone = gemeinden.filter(({ verwaltungsgemeinschaftKey }) => verwaltungsgemeinschaftKey === null);
  return [
    write('10', '08', { Name: 'Baden-Württemberg', Sitz: 'Stuttgart' }),
    ...register.regierungsbezirke.map(({ key, name, seat }) => write('20', key, { Name: name, Sitz: seat })),
    ...register.regionen.map(({ key, name, seat }) => write('30', key, { Name: name, Sitz: seat })),
    ...cities.map(({ ags, name }) =>
      write('40', ags.slice(0, 5), { Name: `${name}, Stadtkreis`, Sitz: name, Textkennzeichen: '42' }),
    ),
    ...landkreise.map(({ ags, name, seat }) =>
      write('40', ags, { Name: name.replace('Landkreis ', ''), Sitz: seat ?? '', Textkennzeichen: '44' }),
    ),
    ...register.verwaltungsgemeinschaften.map(({ key, name, kind, seat }) =>
      write('50', key.slice(0, 5), {
        ...{ Verband: key.slice(5), Name: name, Sitz: seat },
        Textkennzeichen: kind === 'VVG' ? '54' : '56',
      }),
    ),
    ...alone.map(({ ags, ars, officialName }) =>
      write('50', ags.slice(0, 5), { Verband: ars.slice(5, 9), Name: officialName, Textkennzeichen: '50' }),
    ),
    ...gemeinden.map((gemeinde) => write('60', gemeinde.ags, gemeindeFacts(gemeinde))),
    ...register.unincorporatedAreas.map(({ ags, name, areaKm2 }) =>
      write('60', ags, {
        ...{ Verband: '9971', Name: `${name}, gemeindefreies Gebiet`, Textkennzeichen: '66' },
        ...{ Fläche: number(Math.round(areaKm2 * 100)), Einwohner: number(0), männlich: number(0) },
      }),
    ),
  ];
}

const codes: Readonly<Record<KommuneRecord['kind'], string>> = {
  STADTKREIS: '62',
  STADT: '63',
  GEMEINDE: '64',
  GROSSE_KREISSTADT: '67',
  LANDKREIS: '',
};

function gemeindeFacts({ ars, officialName, kind, population, areaKm2, postalCode }: KommuneRecord): LineFacts {
  return {
    ...{ Verband: ars.slice(5, 9), Name: officialName, Textkennzeichen: codes[kind], PLZ: postalCode ?? '' },
    Fläche: number(Math.round(areaKm2 * 100)),
    Einwohner: number(population),
    männlich: number(Math.floor(population / 2)),
  };
}

function keyFacts(key: string): LineFacts {
  return {
    Land: key.slice(0, 2),
    Regierungsbezirk: key.slice(2, 3),
    Kreis: key.slice(3, 5),
    Gemeinde: key.slice(5, 8),
  };
}

/** A number as it stands in a line: eleven digits. */
export function number(value: number): string {
  return String(value).padStart(11, '0');
}
