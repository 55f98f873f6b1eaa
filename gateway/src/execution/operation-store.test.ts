import { expect, test } from 'vitest';
import { createOperationStore } from './operation-store.ts';

const MiB = 1024 * 1024;

/** A store, and a way to ask it that notes which operations had to be prepared. */
function createAsked() {
  const store = createOperationStore<unknown, string>();
  const prepared: string[] = [];
  const make = (key: string) => () => {
    prepared.push(key);
    const operation = { kind: 'compiled' as const, size: MiB, execute: async () => ({}) };
    return { operation, origin: key };
  };
  return { store, prepared, make, ask: async (key: string) => void (await store.get(key, make(key))) };
}

test('operations that nobody asks again take little memory, and do not push out those in use', async () => {
  const { store, prepared, ask } = createAsked();
  await ask('page');
  await ask('page');
  for (let at = 0; at < 500; at++) await ask(`once ${at}`);
  await ask('page');
  expect(prepared.filter((key) => key === 'page')).toHaveLength(1);
  expect(store.origins().length).toBeLessThan(20);
  expect(store.origins().slice(0, 2)).toEqual(['page', 'once 499']);
});

test('what is prepared ahead is kept as what is asked again', async () => {
  const { store, prepared, make, ask } = createAsked();
  await store.prepareAhead('page', make('page'));
  for (let at = 0; at < 500; at++) await ask(`once ${at}`);
  await ask('page');
  expect(prepared.filter((key) => key === 'page')).toHaveLength(1);
});

test('an operation that several ask for at the same time is prepared once', async () => {
  const { prepared, ask } = createAsked();
  await Promise.all([ask('page'), ask('page'), ask('page')]);
  expect(prepared).toEqual(['page']);
});
