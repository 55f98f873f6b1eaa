/** A source of numbers that look random and are the same in every run. */
export interface Random {
  /** From 0 to below 1. */
  readonly next: () => number;
  /** A whole number from 0 to below `limit`. */
  readonly below: (limit: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** Picks by weight; the weights need not add up to anything. */
  readonly weighted: <Item>(choices: readonly (readonly [item: Item, weight: number])[]) => Item;
  /** Positive, half of the values below `median`, with the long tail that durations have; `spread` around 0.5 to 1. */
  readonly duration: (median: number, spread: number) => number;
}

/** Makes one from a seed; neighbouring seeds give unrelated numbers. */
export function createRandom(seed: number): Random {
  let state = scramble(seed + 1);
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    return (scramble(state) >>> 0) / 2 ** 32;
  };
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new Error('there is nothing to pick from');
    return item;
  };
  const weighted = <Item>(choices: readonly (readonly [item: Item, weight: number])[]): Item => {
    let place = next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of choices) {
      place -= weight;
      if (place < 0) return item;
    }
    return pick(choices)[0];
  };
  return {
    ...{ next, pick, weighted },
    below: (limit) => Math.floor(next() * limit),
    chance: (probability) => next() < probability,
    duration: (median, spread) => median * Math.exp(spread * bell(next)),
  };
}

/** Around 0, mostly between -2 and 2. */
function bell(next: () => number): number {
  const radius = Math.sqrt(-2 * Math.log(1 - next()));
  return radius * Math.cos(2 * Math.PI * next());
}

/** Turns each whole number into another one, so that small differences become large. */
function scramble(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}
