import { LRUCache } from 'lru-cache';

/** For how many bytes, by the estimate of who keeps them, there is room. */
export interface StoreLimits {
  /** For what was asked for once. */
  readonly once: number;
  /** For what was asked for again. */
  readonly again: number;
}

/** Keeps entries in bounded memory. */
export interface SegmentedStore<Value> {
  /** Finds an entry. Having been found counts as being asked for again. */
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): boolean;
  /** Beginning with what is most worth keeping: asked for again, then asked for once, each from the last used one on. */
  values(): Value[];
}

/**
 * Makes a segmented LRU store: what was asked for once has a small room, what was asked for again a large one, and from each what
 * has not been used for the longest time goes first. A hundred thousand things that nobody asks for twice thus take little
 * memory, and do not push out what is asked for every day.
 *
 * What does not fit into the small room goes to the large one, and what does not fit there is not kept.
 *
 * @param sizeOf in bytes, at least 1
 */
export function createSegmentedStore<Value extends object>(
  limits: StoreLimits,
  sizeOf: (value: Value) => number,
): SegmentedStore<Value> {
  const once = new LRUCache<string, Value>({ maxSize: limits.once, sizeCalculation: sizeOf });
  const again = new LRUCache<string, Value>({ maxSize: limits.again, sizeCalculation: sizeOf });
  return {
    get(key) {
      const known = again.get(key);
      if (known) return known;
      const value = once.get(key);
      if (value) {
        once.delete(key);
        again.set(key, value);
      }
      return value;
    },
    set(key, value) {
      const isSmall = sizeOf(value) <= limits.once;
      if (isSmall && !again.has(key)) {
        once.set(key, value);
        return;
      }
      once.delete(key);
      again.set(key, value);
    },
    delete: (key) => once.delete(key) || again.delete(key),
    values: () => [...again.values(), ...once.values()],
  };
}
