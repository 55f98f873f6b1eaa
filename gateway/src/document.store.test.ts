import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { createDocumentStore } from './document.store.ts';

const large = (name: string) => parse(`{ ${name} } # ${'x'.repeat(300_000)}`);

test('forgets what was used longest ago once it holds too much', async () => {
  const store = createDocumentStore();
  for (const name of ['a', 'b', 'c']) await store.set(name, large(name));
  await store.get('a');
  await store.set('d', large('d'));
  const kept = await Promise.all(['a', 'b', 'c', 'd'].map(async (name) => (await store.get(name)) !== undefined));
  expect(kept).toEqual([true, false, true, true]);
});

test('counts a document once that is put in twice, and not at all once it is taken out', async () => {
  const store = createDocumentStore();
  for (let at = 0; at < 10; at++) await store.set('a', large('a'));
  await store.set('b', large('b'));
  await store.delete('b');
  for (const name of ['c', 'd']) await store.set(name, large(name));
  expect(await store.get('a')).toBeDefined();
  expect(await store.get('b')).toBeUndefined();
});
