import { expect, test } from 'vitest';
import { digestOf, readEntries } from './change-log.entry.ts';

const entryAt = (seq: string, at = '2026-11-23T08:00:00.000Z') => ({
  ...{ seq, at, advisor: null },
  member: { ags: '08336081', status: 'ACTIVE', since: null, until: null, preferred: false },
});

test('reads entries in growing order, gaps included', () => {
  const { entries, fault } = readEntries([entryAt('8'), entryAt('9'), entryAt('900719925474099300')], 7n);
  expect(entries.map(({ seq }) => seq)).toEqual(['8', '9', '900719925474099300']);
  expect(fault).toBeNull();
});

test.each([
  ['the one before', ['8', '8']],
  ['where it should begin', ['7', '8']],
  ['a later one', ['9', '8']],
])('stops at a position that does not come after %s', (_what, positions) => {
  const { entries, fault } = readEntries(
    positions.map((seq) => entryAt(seq)),
    7n,
  );
  expect(entries.length).toBeLessThan(2);
  expect(fault).toMatchObject({ issues: ['seq: not after the entry before'] });
});

test.each([null, 'text', {}, [], { seq: 8 }])('stops at %j, which is no entry', (candidate) => {
  expect(readEntries([candidate], 0n)).toMatchObject({ entries: [], fault: { seq: null } });
});

test('the same state at the same place, written at another time, is another entry', () => {
  expect(digestOf(entryAt('8'))).toBe(digestOf(entryAt('8')));
  expect(digestOf(entryAt('8'))).not.toBe(digestOf(entryAt('8', '2026-11-23T08:00:00.001Z')));
});
