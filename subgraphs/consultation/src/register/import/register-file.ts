import type { TableFault } from '@gkz-qe/kit/csv-table.ts';
import { decodeText } from '@gkz-qe/kit/decode-text.ts';
import type { GemeindeKind, VerwaltungsgemeinschaftKind } from '../../generated/resolvers.ts';
import { landkreis } from '../../routing/wording.ts';
import { faultsBetweenLines, keyOf, verbandKeyOf } from './file-checks.ts';
import { faultsOfLine, readGebietsstand, type Satzart, satzartOf } from './line-rules.ts';
import { type FileLine, factOf, linesOf, placeOf } from './register-line.ts';

interface Listed {
  readonly line: number;
  readonly key: string;
  readonly name: string;
}

export interface ListedPlace extends Listed {
  readonly seat: string;
}

export interface ListedGemeinde extends Listed {
  readonly ars: string;
  readonly officialName: string;
  readonly kind: GemeindeKind;
  readonly population: number;
  readonly hectares: number;
  readonly postalCode: string;
  /** Null for a Gemeinde that belongs to no Verwaltungsgemeinschaft. */
  readonly verwaltungsgemeinschaftKey: string | null;
}

/** What a file of the Gemeindeverzeichnis says, each list in the order of the file. */
export interface RegisterFile {
  /** Gebietsstand, ISO 8601. */
  readonly asOf: string;
  readonly regierungsbezirke: readonly ListedPlace[];
  readonly regionen: readonly ListedPlace[];
  readonly landkreise: readonly ListedPlace[];
  readonly verwaltungsgemeinschaften: readonly (ListedPlace & { readonly kind: VerwaltungsgemeinschaftKind })[];
  /** Stadtkreise too. */
  readonly gemeinden: readonly ListedGemeinde[];
  /** Gemeindefreie Gebiete. */
  readonly areas: readonly (Listed & { readonly hectares: number })[];
}

/** A file, or all that is wrong with it: never both. */
export type ReadRegisterFile =
  | { readonly file: RegisterFile; readonly faults?: never }
  | { readonly faults: readonly TableFault[]; readonly file?: never };

/** Ten times the file of Baden-Württemberg. */
export const maxFileBytes = 4 * 1_048_576;

/** Reads a file of the Gemeindeverzeichnis (GV100AD, Baden-Württemberg), in UTF-8 or ISO-8859-1. One fault, and nothing of it counts. */
export function readRegisterFile(content: Uint8Array): ReadRegisterFile {
  if (content.byteLength > maxFileBytes) return faulty('Die Datei ist größer als 4 MB.');
  const lines = linesOf(decodeText(content));
  if (lines.length === 0) return faulty('Die Datei ist leer.');
  const faults = [...lines.flatMap(faultsOfLine), ...faultsBetweenLines(lines)];
  if (faults.length > 0) return { faults: faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
  return { file: toFile(lines) };
}

function faulty(message: string): ReadRegisterFile {
  return { faults: [{ line: null, column: null, message }] };
}

/** Textkennzeichen, as the Statistisches Bundesamt explains them. */
const gemeindeKinds: Readonly<Record<string, GemeindeKind>> = {
  '62': 'STADTKREIS',
  '63': 'STADT',
  '64': 'GEMEINDE',
  '67': 'GROSSE_KREISSTADT',
};
const verbandKinds: Readonly<Record<string, VerwaltungsgemeinschaftKind>> = { '54': 'VVG', '56': 'GVV' };

/** Of lines that have no fault. */
function toFile(lines: readonly FileLine[]): RegisterFile {
  const of = (satzart: Satzart) => lines.filter((line) => satzartOf(line) === satzart);
  const placesOf = (satzart: Satzart) => of(satzart).map((line) => toPlace(line, satzart));
  const gemeinden = of('60');
  const verbaende = of('50').flatMap((line) => {
    const kind = verbandKinds[factOf(line, 'Textkennzeichen')];
    return kind ? [{ ...toPlace(line, '50'), kind }] : [];
  });
  const shared = new Set(verbaende.map(({ key }) => key));
  const [first] = lines as [FileLine];
  return {
    asOf: readGebietsstand(first) ?? '',
    regierungsbezirke: placesOf('20'),
    regionen: placesOf('30'),
    landkreise: of('40')
      .filter((line) => factOf(line, 'Textkennzeichen') === '44')
      .map((line) => ({ ...toPlace(line, '40'), name: landkreis(factOf(line, 'Name')) })),
    verwaltungsgemeinschaften: verbaende,
    gemeinden: gemeinden.flatMap((line) => {
      const kind = gemeindeKinds[factOf(line, 'Textkennzeichen')];
      return kind ? [toGemeinde(line, kind, shared)] : [];
    }),
    areas: gemeinden.filter((line) => factOf(line, 'Textkennzeichen') === '66').map(toArea),
  };
}

function toPlace(line: FileLine, satzart: Satzart): ListedPlace {
  return { line: line.line, key: keyOf(line, satzart), name: factOf(line, 'Name'), seat: factOf(line, 'Sitz') };
}

function toGemeinde(line: FileLine, kind: GemeindeKind, shared: ReadonlySet<string>): ListedGemeinde {
  const verband = verbandKeyOf(line);
  const officialName = factOf(line, 'Name');
  return {
    line: line.line,
    key: keyOf(line, '60'),
    ars: `${verband}${placeOf(line, 'Gemeinde')}`,
    name: withoutAddition(officialName),
    officialName,
    kind,
    population: Number(factOf(line, 'Einwohner')),
    hectares: Number(factOf(line, 'Fläche')),
    postalCode: factOf(line, 'PLZ'),
    verwaltungsgemeinschaftKey: shared.has(verband) ? verband : null,
  };
}

function toArea(line: FileLine) {
  const name = withoutAddition(factOf(line, 'Name'));
  return { line: line.line, key: keyOf(line, '60'), name, hectares: Number(factOf(line, 'Fläche')) };
}

/** "Stuttgart, Landeshauptstadt" is called Stuttgart. */
function withoutAddition(officialName: string): string {
  return officialName.replace(/,.*$/, '');
}
