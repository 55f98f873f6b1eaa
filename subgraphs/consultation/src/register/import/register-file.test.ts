import { expect, test } from 'vitest';
import { readRegisterFile } from './register-file.ts';
import { changeLine, findLine, type LineFacts, number, writeLine } from './testing/register-lines.ts';

const base = { Gebietsstand: '20251130', Land: '08', Regierungsbezirk: '3' };
const line = (Satzart: string, facts: LineFacts) => writeLine({ Satzart, ...base, ...facts });
const gemeinde = (facts: LineFacts) =>
  line('60', {
    Kreis: '36',
    Fläche: number(100),
    Einwohner: number(900),
    männlich: number(440),
    PLZ: '79677',
    ...facts,
  });

/** A Land of one Kreis with three Gemeinden, of which two share an administration, and a gemeindefreies Gebiet. */
const file = [
  line('10', { Regierungsbezirk: '', Name: 'Baden-Württemberg', Sitz: 'Stuttgart' }),
  line('20', { Name: 'Reg.-Bez. Freiburg', Sitz: 'Freiburg im Breisgau' }),
  line('30', { Kreis: '3', Name: 'Region Hochrhein-Bodensee', Sitz: 'Waldshut-Tiengen' }),
  line('40', { Kreis: '36', Name: 'Lörrach', Sitz: 'Lörrach', Textkennzeichen: '44' }),
  line('50', { Kreis: '36', Verband: '0081', Name: 'Schopfheim, Stadt', Textkennzeichen: '50' }),
  line('50', { Kreis: '36', Verband: '5001', Name: 'GVV Schönau', Sitz: 'Schönau', Textkennzeichen: '56' }),
  gemeinde({ Gemeinde: '010', Verband: '5001', Name: 'Böllen', Textkennzeichen: '64' }),
  gemeinde({ Gemeinde: '079', Verband: '5001', Name: 'Schönau im Schwarzwald, Stadt', Textkennzeichen: '63' }),
  gemeinde({ Gemeinde: '081', Verband: '0081', Name: 'Schopfheim, Stadt', Textkennzeichen: '67' }),
  gemeinde({
    ...{ Gemeinde: '971', Verband: '9971', Name: 'Feldberg, gemeindefreies Gebiet', Textkennzeichen: '66', PLZ: '' },
    ...{ Einwohner: number(0), männlich: number(0) },
  }),
];

const read = (lines: readonly string[], encoding: BufferEncoding = 'utf8') =>
  readRegisterFile(Buffer.from(`${lines.join('\n')}\n`, encoding));
const changed = (index: number, facts: LineFacts) =>
  file.map((text, at) => (at === index ? changeLine(text, facts) : text));
const [kreis, alone, shared, böllen, schopfheim, area] = [
  findLine(file, '40', '08336'),
  findLine(file, '50', '08336   0081'),
  findLine(file, '50', '08336   5001'),
  findLine(file, '60', '08336010'),
  findLine(file, '60', '08336081'),
  findLine(file, '60', '08336971'),
];

test('reads what each line says', () => {
  const { file: register } = read(file);

  expect(register).toEqual({
    asOf: '2025-11-30',
    regierungsbezirke: [{ line: 2, key: '083', name: 'Reg.-Bez. Freiburg', seat: 'Freiburg im Breisgau' }],
    regionen: [{ line: 3, key: '0833', name: 'Region Hochrhein-Bodensee', seat: 'Waldshut-Tiengen' }],
    landkreise: [{ line: 4, key: '08336', name: 'Landkreis Lörrach', seat: 'Lörrach' }],
    verwaltungsgemeinschaften: [{ line: 6, key: '083365001', name: 'GVV Schönau', seat: 'Schönau', kind: 'GVV' }],
    gemeinden: [
      expect.objectContaining({ line: 7, key: '08336010', ars: '083365001010', kind: 'GEMEINDE' }),
      expect.objectContaining({ name: 'Schönau im Schwarzwald', officialName: 'Schönau im Schwarzwald, Stadt' }),
      {
        ...{ line: 9, key: '08336081', ars: '083360081081', kind: 'GROSSE_KREISSTADT', postalCode: '79677' },
        ...{ name: 'Schopfheim', officialName: 'Schopfheim, Stadt', population: 900, hectares: 100 },
        verwaltungsgemeinschaftKey: null,
      },
    ],
    areas: [{ line: 10, key: '08336971', name: 'Feldberg', hectares: 100 }],
  });
});

test.each([
  ['in ISO-8859-1', Buffer.from(file.join('\n'), 'latin1')],
  ['with a byte order mark and lines that end as in Windows', Buffer.from(`\uFEFF${file.join('\r\n')}\r\n`)],
])('reads the same %s', (_what, content) => {
  expect(readRegisterFile(content)).toEqual(read(file));
});

test.each<[string, readonly string[], number | null, string | null, RegExp]>([
  ['a line that is short', file.with(böllen, (file[böllen] ?? '').slice(0, -1)), 7, null, /219 Zeichen statt 220/],
  ['a line that is long', file.with(böllen, `${file[böllen]} `), 7, null, /221 Zeichen/],
  ['an empty line', file.toSpliced(böllen, 0, ''), 7, null, /0 Zeichen/],
  ['lost letters', file.with(böllen, (file[böllen] ?? '').replace('ö', '\uFFFD')), 7, null, /verloren/],
  ['an unknown Satzart', changed(böllen, { Satzart: '70' }), 7, 'Satzart', /10, 20, 30/],
  ['a day that there is not', changed(böllen, { Gebietsstand: '20251131' }), 7, 'Gebietsstand', /20251130/],
  ['another day', changed(böllen, { Gebietsstand: '20251129' }), 7, 'Gebietsstand', /ersten Zeile/],
  ['another Land', changed(böllen, { Land: '09' }), 7, 'Land', /Baden-Württemberg/],
  ['a letter in a key', changed(böllen, { Gemeinde: '0l0' }), 7, 'Gemeinde', /Ziffern \(Stellen 16 bis 18\)/],
  ['no name', changed(böllen, { Name: '' }), 7, 'Name', /fehlt/],
  ['a letter in the population', changed(böllen, { Einwohner: '0000000090O' }), 7, 'Einwohner', /Ziffern/],
  ['a population that is too short', changed(böllen, { Einwohner: '900' }), 7, 'Einwohner', /Ziffern/],
  [
    'a population beyond belief',
    changed(böllen, { Einwohner: number(900_000_000) }),
    7,
    'Einwohner',
    /keiner Gemeinde/,
  ],
  ['nobody there', changed(böllen, { Einwohner: number(0), männlich: number(0) }), 7, 'Einwohner', /hat Einwohner/],
  ['more men than people', changed(böllen, { männlich: number(901) }), 7, 'männlich', /mehr als alle/],
  ['a postcode of four digits', changed(böllen, { PLZ: '7967' }), 7, 'PLZ', /Ziffern/],
  ['an unknown Textkennzeichen', changed(böllen, { Textkennzeichen: '60' }), 7, 'Textkennzeichen', /62 oder 63/],
  ['a key that comes twice', file.toSpliced(8, 0, file[böllen] ?? ''), 9, 'Gemeinde', /schon in Zeile 7/],
  ['an unknown Verband', changed(böllen, { Verband: '5009' }), 7, 'Verband', /083365009 nicht/],
  ['a Verband without Gemeinden', file.toSpliced(schopfheim, 1), 5, 'Verband', /keine Gemeinde/],
  [
    'several verbandsfreie Gemeinden in one',
    changed(shared, { Textkennzeichen: '50' }),
    6,
    'Textkennzeichen',
    /hier 2/,
  ],
  [
    'a Stadtkreis in a Landkreis',
    changed(schopfheim, { Textkennzeichen: '62' }),
    9,
    'Textkennzeichen',
    /kein Stadtkreis/,
  ],
  [
    'a Landkreis that is called a Stadtkreis',
    changed(kreis, { Textkennzeichen: '42' }),
    4,
    'Textkennzeichen',
    /auf 5 bis 9/,
  ],
  ['no line of the Land', file.slice(1), null, null, /Satzart 10/],
])('takes nothing of a file with %s, and names line and column', (_what, lines, number, column, message) => {
  const { faults } = read(lines);

  expect(faults).toEqual([{ line: number, column, message: expect.stringMatching(message) }]);
});

test('says of each Gemeinde that its Kreis is unknown', () => {
  const { faults } = read(file.toSpliced(kreis, 1));

  expect(faults?.map(({ line, column }) => [line, column])).toEqual([4, 5, 6, 7, 8, 9].map((line) => [line, 'Kreis']));
});

test('names every fault at once, in the order of lines, and a broken line brings on no others', () => {
  const lines = file
    .with(kreis, (file[kreis] ?? '').trimEnd())
    .with(böllen, changeLine(file[böllen] ?? '', { Name: '', PLZ: 'x' }))
    .concat(file[area] ?? '');

  expect(read(lines).faults?.map(({ line, column }) => [line, column])).toEqual([
    [4, null],
    [7, 'Name'],
    [7, 'PLZ'],
    [11, 'Gemeinde'],
  ]);
});

test.each([
  ['an empty file', Buffer.from('')],
  ['one that is far too large', Buffer.alloc(5_000_000, ' ')],
])('refuses %s', (_what, content) => {
  expect(readRegisterFile(content).faults).toEqual([
    { line: null, column: null, message: expect.stringMatching(/Datei/) },
  ]);
});

test('counts places in characters, whatever bytes they take', () => {
  expect(alone).toBe(4);
  expect(Buffer.byteLength(file[böllen] ?? '')).toBe(221);
  expect(read(file).faults).toBeUndefined();
});
