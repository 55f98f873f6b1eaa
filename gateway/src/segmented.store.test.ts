import { expect, test } from 'vitest';
import { createSegmentedStore } from './segmented.store.ts';

const createStore = () => createSegmentedStore<{ size: number }>({ once: 3, again: 2 }, ({ size }) => size);
const one = { size: 1 };

/** Which of the keys are still there, without counting as use: nothing is asked of the store afterwards. */
function keptOf(store: ReturnType<typeof createStore>, keys: string): string {
  return [...keys].filter((key) => store.get(key)).join('');
}

test('what was asked for again outlasts any number of things that are asked for once', () => {
  const store = createStore();
  store.set('a', one);
  store.get('a');
  for (let at = 0; at < 1000; at++) store.set(`other ${at}`, one);
  expect(store.get('a')).toBe(one);
  expect(store.values()).toHaveLength(1 + 3);
});

test('what was asked for longest ago goes first', () => {
  const store = createStore();
  for (const key of 'abcd') store.set(key, one);
  expect(keptOf(store, 'a')).toBe('');
  for (const key of 'bcbd') store.get(key);
  expect(keptOf(store, 'bcd')).toBe('bd');
});

test('what is too large for the small room goes to the large one, and what is too large for both is not kept', () => {
  const store = createSegmentedStore<{ size: number }>({ once: 2, again: 4 }, ({ size }) => size);
  store.set('a', one);
  store.set('large', { size: 3 });
  store.set('too large', { size: 5 });
  expect(store.values()).toEqual([{ size: 3 }, one]);
  store.set('a', { size: 5 });
  expect(store.values()).toEqual([{ size: 3 }]);
});

test('an entry counts once that is put in twice, and not at all once it is taken out', () => {
  const store = createStore();
  for (let at = 0; at < 10; at++) store.set('a', one);
  store.set('b', one);
  expect([store.delete('b'), store.delete('b')]).toEqual([true, false]);
  for (const key of 'cd') store.set(key, one);
  expect(keptOf(store, 'a')).toBe('a');
  store.set('a', { size: 2 });
  expect(store.values().at(0)).toEqual({ size: 2 });
});
