import createGlpk, { type LP } from 'glpk.js/node';
import { createRandom } from '../../../sample/random.ts';
import type { Puzzle, Rule } from './puzzle.ts';

/** A hidden number that can be guessed too well: solutions have been found from `low` to `high`, and there are none beyond. */
export interface Guess {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** Numbers by unknown. */
type Solution = ReadonlyMap<string, number>;

/** More cases than anybody has; so that each question has an answer. */
const ceiling = 100_000;

/** Solutions that are looked at before single numbers are asked about: each shows many numbers at an end of their range. */
const glances = 12;

const tolerance = 1e-6;

const glpk = await createGlpk();

/**
 * The hidden numbers of which no two solutions differ by `width`. A solution counts only when each rule has been found to hold: so the
 * solver is not taken at its word.
 */
export function findGuesses(puzzle: Puzzle, width: number): readonly Guess[] {
  const ranges = [...puzzle.hidden].map(([name, keys]) => ({ name, keys, low: ceiling, high: -1 }));
  const isOpen = ({ low, high }: { low: number; high: number }) => high - low < width - tolerance;
  const solve = createSolve(puzzle);
  const look = (objective: Solution) => {
    const solution = solve(objective);
    for (const range of ranges) {
      const value = range.keys.reduce((sum, key) => sum + (solution.get(key) ?? 0), 0);
      range.low = Math.min(range.low, value);
      range.high = Math.max(range.high, value);
    }
  };
  const random = createRandom(puzzle.unknowns.size);
  for (let glance = 0; glance < glances && ranges.some(isOpen); glance++) {
    const sides = ranges.filter(isOpen).map(({ keys }) => [keys, random.chance(0.5) ? 1 : -1] as const);
    look(new Map(sides.flatMap(([keys, side]) => keys.map((key) => [key, side] as const))));
  }
  for (const range of ranges) {
    for (const side of [1, -1]) {
      if (isOpen(range)) look(new Map(range.keys.map((key) => [key, side])));
    }
  }
  return ranges.filter(isOpen).map(({ name, low, high }) => ({ name, low, high }));
}

/** Finds numbers that agree with the rules and make an objective as large as can be. @throws Error where the solver finds none */
function createSolve({ unknowns, rules }: Puzzle): (objective: Solution) => Solution {
  const names = new Map([...unknowns].map((key, place) => [key, `x${place}`]));
  const varsOf = (sum: Solution) => [...sum].map(([key, coef]) => ({ name: names.get(key) ?? '', coef }));
  const facts = {
    name: 'puzzle',
    subjectTo: rules.map((rule, place) => ({ name: `r${place}`, vars: varsOf(rule.sum), bnds: boundsOf(rule) })),
    bounds: [...names.values()].map((name) => ({ name, type: glpk.GLP_DB, lb: 0, ub: ceiling })),
  };
  return (objective) => {
    const lp = { ...facts, objective: { direction: glpk.GLP_MAX, name: 'cases', vars: varsOf(objective) } };
    const { vars } = glpk.solve(lp, { msglev: glpk.GLP_MSG_OFF }).result;
    const solution = new Map([...names].map(([key, name]) => [key, Math.max(0, vars[name] ?? 0)]));
    if (!rules.every((rule) => holds(rule, solution))) throw new Error('the solver has found no solution');
    return solution;
  };
}

function boundsOf({ min, max }: Rule): LP['subjectTo'][number]['bnds'] {
  if (min === max) return { type: glpk.GLP_FX, lb: min, ub: max };
  if (max === Number.POSITIVE_INFINITY) return { type: glpk.GLP_LO, lb: min, ub: 0 };
  return min === Number.NEGATIVE_INFINITY
    ? { type: glpk.GLP_UP, lb: 0, ub: max }
    : { type: glpk.GLP_DB, lb: min, ub: max };
}

function holds({ sum, min, max }: Rule, solution: Solution): boolean {
  const total = [...sum].reduce((all, [key, factor]) => all + factor * (solution.get(key) ?? 0), 0);
  return min - tolerance <= total && total <= max + tolerance;
}
