import loadHighs, { type Model, type ObjectiveSense } from 'highs';
import type { Solve } from './ranges.ts';
import type { LinearSystem } from './system.ts';

// Its types say that it is CommonJS; what is loaded here is the module.
const highs = await (loadHighs as unknown as typeof loadHighs.default)();

/** Lends a solver for a system: HiGHS, a library for linear programmes. Variables are at most `ceiling`. */
export function withHighs<Result>(system: LinearSystem, ceiling: number, use: (solve: Solve) => Result): Result {
  const model = highs.createModel();
  try {
    model.options.set({ output_flag: false });
    pass(model, system, ceiling);
    const every = Int32Array.from({ length: system.variables }, (_, variable) => variable);
    return use((objective) => {
      const costs = new Float64Array(system.variables);
      for (const [variable, coefficient] of objective) costs[variable] = coefficient;
      model.changeColsCost({ kind: 'set', indices: every }, costs);
      model.run();
      if (model.getModelStatus() !== 7) throw new Error(`no optimum: ${model.getModelStatus()}`);
      return model.getSolution().colValue;
    });
  } finally {
    model.dispose();
  }
}

function pass(model: Model, { variables, rows }: LinearSystem, ceiling: number): void {
  const starts = [0];
  for (const { sum } of rows) starts.push((starts.at(-1) ?? 0) + sum.size);
  model.passModel({
    ...{ numCols: variables, numRows: rows.length, sense: -1 as ObjectiveSense },
    ...{ colCost: new Float64Array(variables), colLower: new Float64Array(variables) },
    colUpper: new Float64Array(variables).fill(ceiling),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      ...{ format: 'csr' as const, numRows: rows.length, numCols: variables, starts },
      indices: rows.flatMap(({ sum }) => [...sum.keys()]),
      values: rows.flatMap(({ sum }) => [...sum.values()]),
    },
  });
}
