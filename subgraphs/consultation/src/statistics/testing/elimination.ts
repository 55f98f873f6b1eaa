import type { LinearSystem, Sum } from '../audit/system.ts';

/** A prime of which two residues can be multiplied without loss. */
const prime = 67_108_859;

type Row = Map<number, number>;

/**
 * The hidden numbers that follow exactly from the equations of a system, by elimination: no linear programme, no bounds and no
 * rounding. It reckons with residues of a prime: what follows there and not in fractions is one in many millions.
 */
export function findDetermined({ rows, hidden }: LinearSystem): readonly string[] {
  const pivots = new Map<number, Row>();
  const equations = rows.filter(({ lower, upper }) => lower === upper).sort((a, b) => a.sum.size - b.sum.size);
  for (const { sum } of equations) {
    const rest = reduce(sum, pivots);
    const [pivot] = rest.keys();
    if (pivot !== undefined) pivots.set(pivot, scale(rest, inverse(rest.get(pivot) ?? 1)));
  }
  return hidden.filter(({ sum }) => reduce(sum, pivots).size === 0).map(({ name }) => name);
}

/** What is left of a sum when all that other equations say of its variables is taken away. */
function reduce(sum: Sum, pivots: ReadonlyMap<number, Row>): Row {
  const rest: Row = new Map([...sum].map(([variable, factor]) => [variable, residue(factor)]));
  // Variables that come in on the way are met later in the same pass.
  for (const variable of rest.keys()) {
    const pivot = pivots.get(variable);
    const factor = rest.get(variable);
    if (pivot === undefined || factor === undefined) continue;
    for (const [other, own] of pivot) {
      const value = residue((rest.get(other) ?? 0) - residue(factor * own));
      if (value === 0) rest.delete(other);
      else rest.set(other, value);
    }
  }
  return rest;
}

function scale(row: Row, factor: number): Row {
  return new Map([...row].map(([variable, value]) => [variable, residue(value * factor)]));
}

/** By Fermat: the power of the prime less two. */
function inverse(value: number): number {
  let [power, exponent, result] = [value, prime - 2, 1];
  while (exponent > 0) {
    if (exponent % 2 === 1) result = residue(result * power);
    power = residue(power * power);
    exponent = Math.floor(exponent / 2);
  }
  return result;
}

function residue(value: number): number {
  const rest = value % prime;
  return rest < 0 ? rest + prime : rest;
}
