/** For how many bytes, by the estimate of who keeps them, there is room. The newest entry stays even where it is larger. */
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
 * @param sizeOf in bytes, the same each time
 */
export function createSegmentedStore<Value>(
  limits: StoreLimits,
  sizeOf: (value: Value) => number,
): SegmentedStore<Value> {
  const once = createSegment(limits.once, sizeOf);
  const again = createSegment(limits.again, sizeOf);
  return {
    get(key) {
      const value = again.take(key) ?? once.take(key);
      if (value !== undefined) again.put(key, value);
      return value;
    },
    set(key, value) {
      const segment = again.take(key) === undefined ? once : again;
      once.take(key);
      segment.put(key, value);
    },
    delete: (key) => (again.take(key) ?? once.take(key)) !== undefined,
    values: () => [...again.values(), ...once.values()],
  };
}

function createSegment<Value>(limit: number, sizeOf: (value: Value) => number) {
  // Maps keep the order of insertion: what is used is taken out and put in again, at the end.
  const entries = new Map<string, Value>();
  let size = 0;

  function take(key: string): Value | undefined {
    const value = entries.get(key);
    if (value === undefined) return undefined;
    entries.delete(key);
    size -= sizeOf(value);
    return value;
  }

  return {
    take,
    put(key: string, value: Value): void {
      entries.set(key, value);
      size += sizeOf(value);
      for (const oldest of entries.keys()) {
        if (size <= limit || entries.size === 1) return;
        take(oldest);
      }
    },
    values: () => [...entries.values()].reverse(),
  };
}
