import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { createDocumentStore } from './document.store.ts';

const large = (name: string) => parse(`{ ${name} } # ${'x'.repeat(20_000)}`);

test('keeps the document that is asked again, and only a few of those that nobody asks again', async () => {
  const store = createDocumentStore();
  await store.set('often', large('often'));
  const often = await store.get('often');
  for (let at = 0; at < 20; at++) await store.set(`once ${at}`, large(`once${at}`));
  expect(await store.get('often')).toBe(often);
  const kept = await Promise.all(Array.from({ length: 20 }, (_, at) => store.get(`once ${at}`)));
  expect(kept.map((document) => document !== undefined)).toEqual([...Array(18).fill(false), ...Array(2).fill(true)]);
});

test('forgets what is taken out', async () => {
  const store = createDocumentStore();
  await store.set('a', large('a'));
  expect([await store.delete('a'), await store.delete('a')]).toEqual([true, false]);
  expect(await store.get('a')).toBeUndefined();
});
