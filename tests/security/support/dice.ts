/** Gives numbers from 0 to below `limit`. */
export type Dice = (limit: number) => number;

/** The same numbers for the same seed. */
export function createDice(seed: number): Dice {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
