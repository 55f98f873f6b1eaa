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
