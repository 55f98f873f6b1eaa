import { expect, test } from 'vitest';
import { createByKeyLoader, createKnowingLoader, createListLoader } from './by-key-loader.ts';
import { isGemeindeAgs } from './keys.ts';

const rows = [
  { ags: '08111000', name: 'Stuttgart' },
  { ags: '08136088', name: 'Aalen' },
];

function countingFind() {
  const calls: (readonly string[])[] = [];
  const find = async (keys: readonly string[]) => {
    calls.push(keys);
    return rows.filter((row) => keys.includes(row.ags)).reverse();
  };
  return { calls, find };
}

test('rows come back by their keys whatever order the query gives, in one call', async () => {
  const { calls, find } = countingFind();
  const loader = createByKeyLoader({ isKey: isGemeindeAgs, keyOf: (row: (typeof rows)[number]) => row.ags, find });
  const loaded = await Promise.all(
    ['08136088', '08111000', '08136088', '08999999', 'x'].map((key) => loader.load(key)),
  );
  expect(loaded.map((row) => row?.name ?? null)).toEqual(['Aalen', 'Stuttgart', 'Aalen', null, null]);
  expect(calls).toEqual([['08136088', '08111000', '08999999']]);
});

test('a batch of malformed keys asks nothing', async () => {
  const { calls, find } = countingFind();
  const loader = createByKeyLoader({ isKey: isGemeindeAgs, keyOf: (row: (typeof rows)[number]) => row.ags, find });
  expect(await loader.load("'; drop table")).toBeNull();
  expect(calls).toEqual([]);
});

test('lists keep the order of the query and are empty where there is nothing', async () => {
  const { find } = countingFind();
  const loader = createListLoader({ isKey: isGemeindeAgs, keyOf: (row: (typeof rows)[number]) => row.ags, find });
  expect(await loader.loadMany(['08111000', '08999999'])).toEqual([[rows[0]], []]);
});

test('what has been loaded is told at once, what is missing too, and is asked for anew once it is forgotten', async () => {
  const calls: (readonly string[])[] = [];
  const find = async (keys: readonly string[]) => {
    calls.push(keys);
    return new Map(keys.filter((key) => key !== '08999999').map((key) => [key, calls.length]));
  };
  const loader = createKnowingLoader({ isKey: isGemeindeAgs, find, missing: 0 });
  await loader.prepare(['08111000', '08999999', 'x']);
  expect(['08111000', '08999999', 'x'].map(loader.load)).toEqual([1, 0, 0]);
  expect(await Promise.all([loader.load('08111000'), loader.load('08136088')])).toEqual([1, 2]);
  loader.clearAll();
  expect(await loader.load('08111000')).toBe(3);
  expect(calls).toEqual([['08111000', '08999999'], ['08136088'], ['08111000']]);
});

test('a failure to prepare is told to who wants the value', async () => {
  const find = () => Promise.reject(new Error('the database is away'));
  const loader = createKnowingLoader({ isKey: isGemeindeAgs, find, missing: 0 });
  await loader.prepare(['08111000']);
  await expect(loader.load('08111000')).rejects.toThrow('away');
});
