import DataLoader from 'dataloader';

/**
 * Loads rows by key, one query per tick. Unknown and malformed keys resolve to null.
 *
 * Malformed keys are held back because PostgreSQL refuses a whole list for one text that is no uuid.
 */
export function createByKeyLoader<Key extends string, Row>(options: {
  isKey: (key: string) => boolean;
  keyOf: (row: Row) => Key;
  find: (keys: readonly Key[]) => Promise<readonly Row[]>;
}): DataLoader<Key, Row | null> {
  return new DataLoader(
    async (keys) => {
      const wanted = keys.filter(options.isKey);
      const found = wanted.length === 0 ? [] : await options.find(wanted);
      const rows = new Map(found.map((row) => [options.keyOf(row), row]));
      return keys.map((key) => rows.get(key) ?? null);
    },
    { maxBatchSize: 5_000 },
  );
}

/** Loads values by key like a DataLoader, and tells without a promise what it knows already. */
export interface KnowingLoader<Key, Value> {
  readonly load: (key: Key) => Value | Promise<Value>;
  /** Loads before they are asked for. A failure is told by `load`. */
  readonly prepare: (keys: readonly Key[]) => Promise<void>;
  readonly clearAll: () => void;
}

/**
 * Loads values by key, one query per tick; what has been loaded comes at once. GraphQL walks a list of a thousand rows several times as
 * fast where no field of theirs answers with a promise.
 *
 * @param options.find answers what it found by key; the rest is `missing`
 */
export function createKnowingLoader<Key extends string, Value>(options: {
  isKey: (key: string) => boolean;
  find: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
  missing: Value;
}): KnowingLoader<Key, Value> {
  let known = new Map<Key, Value>();
  const loader = new DataLoader<Key, Value>(
    async (keys) => {
      const remembered = known;
      const wanted = keys.filter(options.isKey);
      const found = wanted.length === 0 ? null : await options.find(wanted);
      return keys.map((key) => {
        const value = found?.get(key) ?? options.missing;
        remembered.set(key, value);
        return value;
      });
    },
    { maxBatchSize: 5_000 },
  );
  return {
    load: (key) => (known.has(key) ? (known.get(key) as Value) : loader.load(key)),
    async prepare(keys) {
      await loader.loadMany(keys.filter((key) => !known.has(key)));
    },
    clearAll() {
      known = new Map();
      loader.clearAll();
    },
  };
}

/** Loads lists of rows by the key of their parent, one query per tick, in the order in which the query gives them. */
export function createListLoader<Key extends string, Row>(options: {
  isKey: (key: string) => boolean;
  keyOf: (row: Row) => Key;
  find: (keys: readonly Key[]) => Promise<readonly Row[]>;
}): DataLoader<Key, readonly Row[]> {
  return new DataLoader(
    async (keys) => {
      const wanted = keys.filter(options.isKey);
      const found = wanted.length === 0 ? [] : await options.find(wanted);
      const lists = Map.groupBy(found, options.keyOf);
      return keys.map((key) => lists.get(key) ?? []);
    },
    { maxBatchSize: 5_000 },
  );
}
