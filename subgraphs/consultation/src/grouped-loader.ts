import DataLoader from 'dataloader';

/**
 * Loads one value per key where a field has arguments: what is asked with equal arguments in one tick becomes one call of `find`.
 *
 * @param find answers what it found by key; the rest is `missing`
 */
export function createGroupedLoader<Key extends string, Args, Value>(
  find: (keys: readonly Key[], args: Args) => Promise<ReadonlyMap<Key, Value>>,
  missing: Value,
) {
  const loader = new DataLoader<{ key: Key; args: Args; signature: string }, Value, string>(
    async (wanted) => {
      const groups = [...Map.groupBy(wanted, ({ signature }) => signature).values()];
      const found = await Promise.all(
        groups.map(async (group) => {
          const [first] = group;
          const keys = group.map(({ key }) => key);
          return [first?.signature, first && (await find(keys, first.args))] as const;
        }),
      );
      const bySignature = new Map(found);
      return wanted.map(({ key, signature }) => bySignature.get(signature)?.get(key) ?? missing);
    },
    { cacheKeyFn: ({ key, signature }) => `${signature} ${key}`, maxBatchSize: 5_000 },
  );
  return { load: (key: Key, args: Args) => loader.load({ key, args, signature: JSON.stringify(args) }) };
}
