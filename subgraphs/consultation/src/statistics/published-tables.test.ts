import { expect, test } from 'vitest';
import { createPublishedTables } from './published-tables.ts';
import { nothing } from './release/measures.ts';
import type { CellRow, FindCells } from './statistics.repository.ts';

const published: readonly CellRow[] = [
  ...cellsOf('TOPIC', 2024, ['BET', 'WIR']),
  ...cellsOf('', 2024, ['']),
  ...cellsOf('TOPIC', 2025, ['BET', 'WIR']),
];

function cellsOf(dimensions: string, year: number, codes: readonly string[]): CellRow[] {
  const days = { begins: `${year}-01-01`, ends: `${year}-12-31` };
  return codes.map((code) => ({ ...nothing, ...days, dimensions, year, codes: code, received: year }));
}

/** As the database does; keeps what it was asked for. */
function createFind(): { readonly find: FindCells; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async find(tables, until) {
      asked.push(`${tables.join('+')} ${until}`);
      return published.filter(({ dimensions, year }) => tables.includes(dimensions) && year <= until);
    },
  };
}

const yearsOf = (cells: readonly { readonly year: number }[] | undefined) => cells?.map(({ year }) => year);

test('a table is read once, anew for a later year, and an earlier one is answered from what is there', async () => {
  const { find, asked } = createFind();
  const read = createPublishedTables();
  expect(yearsOf((await read(find, ['TOPIC'], 2024)).get('TOPIC'))).toEqual([2024, 2024]);
  expect(yearsOf((await read(find, ['TOPIC'], 2025)).get('TOPIC'))).toEqual([2024, 2024, 2025, 2025]);
  expect(yearsOf((await read(find, ['TOPIC', ''], 2024)).get('TOPIC'))).toEqual([2024, 2024]);
  expect(asked).toEqual(['TOPIC 2024', 'TOPIC 2025', ' 2024']);
});

test('cells of the same categories and of the same period share them', async () => {
  const cells = (await createPublishedTables()(createFind().find, ['TOPIC'], 2025)).get('TOPIC') ?? [];
  expect(cells.map(({ categories }) => categories.get('TOPIC'))).toEqual(['BET', 'WIR', 'BET', 'WIR']);
  expect(cells[0]?.categories).toBe(cells[2]?.categories);
  expect(cells[0]?.period).toBe(cells[1]?.period);
  expect(cells[2]?.period).toEqual({ begins: '2025-01-01', ends: '2025-12-31', code: '2025', label: 'Jahr 2025' });
});

test('a table that could not be read is asked for again', async () => {
  const read = createPublishedTables();
  const away: FindCells = () => Promise.reject(new Error('away'));
  await expect(read(away, ['TOPIC'], 2024)).rejects.toThrow('away');
  expect((await read(createFind().find, ['TOPIC'], 2024)).get('TOPIC')).toHaveLength(2);
});
