import { describe, expect, test } from 'vitest';
import type { Answer } from '../support/graph-client.ts';
import { useSharedSystem } from '../support/use-system.ts';
import { rights } from './matrix.ts';
import type { Ask } from './support/ask.ts';
import { operations } from './support/operations.ts';
import { outcomeOf } from './support/outcome.ts';
import { plant } from './support/plant.ts';
import { columns, type Row, sidesOf } from './support/read-table.ts';
import { createSubgraphClient } from './support/subgraph-client.ts';
import { belongsToAssociation, otherThan, type Person, personOf } from './support/viewers.ts';

const system = await useSharedSystem();
await plant(system);
const askSubgraph = createSubgraphClient(system);

interface Way {
  /** Puts a question in all its forms, as one person. */
  readonly put: (ask: Ask, person: Person) => Promise<readonly Answer[]>;
  /** What to call an outcome, where the table says `cell`. */
  readonly word: (outcome: string, cell: string) => string;
}

const throughGateway: Way = {
  put: async (ask, { asker }) => [await system.graph(ask.gateway, {}, asker)],
  word: (outcome) => outcome,
};

const atSubgraph: Way = {
  put: (ask, { viewer }) => Promise.all(ask.direct.map(({ subgraph, query }) => askSubgraph(subgraph, query, viewer))),
  // Behind the gateway it is enough that nothing comes; whether with an error is for the gateway to say.
  word: (outcome, cell) => (cell === '–' && outcome === '∅' ? '–' : outcome),
};

/** The line as it really is: each cell in the words of the table, where all questions come to the same. */
async function observe({ name, cells: said }: Row, way: Way): Promise<Readonly<Record<string, string>>> {
  const cells = await Promise.all(
    columns.map(async (column) => {
      const asks = operations[name]?.(column) ?? [];
      const { own, other } = sidesOf(said[column]);
      const sides = [await outcomes(asks, way, own, (ask) => personOf(column, ask.of))];
      if (belongsToAssociation(column)) {
        sides.push(await outcomes(asks, way, other, (ask) => personOf(column, otherThan(ask.of))));
      }
      return [column, [...new Set(sides)].join('/')];
    }),
  );
  return Object.fromEntries(cells);
}

async function outcomes(
  asks: readonly Ask[],
  { put, word }: Way,
  cell: string,
  personFor: (ask: Ask) => Person,
): Promise<string> {
  const found = new Set<string>();
  for (const ask of asks) {
    for (const answer of await put(ask, personFor(ask))) found.add(word(outcomeOf(answer), cell));
  }
  return [...found].join(' and ');
}

/** The line as the table says it, own and other alike written once. */
function expected({ cells }: Row): Readonly<Record<string, string>> {
  return Object.fromEntries(
    columns.map((column) => {
      const { own, other } = sidesOf(cells[column]);
      return [column, [...new Set([own, other])].join('/')];
    }),
  );
}

describe.each([
  ['through the gateway', throughGateway],
  ['straight at the subgraph', atSubgraph],
])('%s', (_where, way) => {
  test.each(rights)('the table holds for: $name', async (row) => {
    expect(await observe(row, way)).toEqual(expected(row));
  });
});
