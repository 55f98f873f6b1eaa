import { expect, test } from 'vitest';
import { dimensionNames, fixedLabels, severalOf } from '../dimensions.ts';
import type { Columns } from './columns.ts';
import { withoutToldSizes } from './told-sizes.ts';
import { type Frame, planYear } from './year.ts';

const codes: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(fixedLabels).map(([name, labels]) => [name, Object.keys(labels)])),
  ...{ TOPIC: ['BET', 'PFL'], REGIERUNGSBEZIRK: ['081'], REGION: ['0811'] },
};

/** As in the register: no Gemeinde and no Stadtkreis has 20,000 to 50,000 inhabitants. */
const types = [
  ['STADTKREIS', 'FROM_50000'],
  ['STADTKREIS', 'FROM_100000'],
  ['GROSSE_KREISSTADT', 'FROM_20000'],
  ['GROSSE_KREISSTADT', 'FROM_50000'],
  ['STADT', 'FROM_2000'],
  ['STADT', 'FROM_20000'],
  ['GEMEINDE', 'UNDER_2000'],
  ['GEMEINDE', 'FROM_2000'],
  ['LANDKREIS', 'FROM_100000'],
] as const;

const frame: Frame = {
  dimensions: new Map(
    dimensionNames.map((name) => [name, { name, codes: codes[name] ?? [], adds: !severalOf.has(name) }]),
  ),
  kommuneTypes: types.map(([kind, size]) => ({
    ...{ KOMMUNE_KIND: kind, SIZE_CLASS: size, REGIERUNGSBEZIRK: '081', REGION: '0811' },
  })),
};

/** So many cases of each kind and size, each of another Kommune, spread over the quarters. */
function columnsOf(given: readonly (readonly [kind: string, size: string, cases: number])[]): Columns {
  const cases = given.flatMap(([kind, size, count]) => Array.from({ length: count }, () => [kind, size]));
  const none = () => new Uint8Array(cases.length);
  const bitOf = (name: string, code: string | undefined) => 1 << Math.max(0, codes[name]?.indexOf(code ?? '') ?? 0);
  return {
    ...{ size: cases.length, closed: none(), joint: none(), firstTime: none() },
    ...{ minutes: new Int32Array(cases.length), answerMinutes: new Int32Array(cases.length).fill(-1) },
    quarter: Uint8Array.from(cases, (_case, place) => 1 + (place % 4)),
    kommune: Uint16Array.from(cases, (_case, place) => place),
    kommunen: cases.map((_case, place) => `${place}`),
    categories: new Map(
      dimensionNames.map((name) => [
        name,
        Uint16Array.from(cases, ([kind, size]) => bitOf(name, name === 'SIZE_CLASS' ? size : kind)),
      ]),
    ),
  };
}

const poolsOf = (given: Parameters<typeof columnsOf>[0]) =>
  withoutToldSizes(planYear(frame, 2023, columnsOf(given))).linesOf('SIZE_CLASS').pools;

test('sizes are hidden where the register and the kinds that show tell that rare kinds have no case', () => {
  const told = poolsOf([
    ['GEMEINDE', 'FROM_2000', 240],
    ['GEMEINDE', 'UNDER_2000', 30],
    ['GROSSE_KREISSTADT', 'FROM_20000', 30],
  ]);
  expect(told).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('sizes show where each kind has cases enough', () => {
  const pools = poolsOf(types.map(([kind, size]) => [kind, size, 40] as const));
  expect(pools.filter((pool) => pool === null).length).toBeGreaterThan(3);
});
