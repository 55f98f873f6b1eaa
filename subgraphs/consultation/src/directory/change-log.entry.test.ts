import { expect, test } from 'vitest';
import { digestOf, readEntries } from './change-log.entry.ts';

const entryAt = (seq: string, at = '2026-11-23T08:00:00.000Z') => ({
  ...{ seq, at, advisor: null, office: null },
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

const office = {
  serviceHours: [{ weekday: 5, from: '09:00', to: '12:30' }],
  closedDays: ['2026-12-24'],
  firstAnswerWorkingHours: 16,
  acceptanceWorkingDays: 2,
};

test('reads the state of an office', () => {
  const entry = { ...entryAt('8'), member: null, office };
  expect(readEntries([entry], 7n)).toMatchObject({ entries: [{ seq: '8', office }], fault: null });
});

test.each([
  ['with the state of two things', { ...entryAt('8'), office }, 'entry'],
  ['with the state of none', { ...entryAt('8'), member: null }, 'entry'],
  [
    'of an office that closes before it opens',
    {
      ...entryAt('8'),
      member: null,
      office: { ...office, serviceHours: [{ weekday: 1, from: '12:00', to: '09:00' }] },
    },
    'office.serviceHours.0',
  ],
  [
    'of an office on an eighth weekday',
    {
      ...entryAt('8'),
      member: null,
      office: { ...office, serviceHours: [{ weekday: 8, from: '09:00', to: '12:00' }] },
    },
    'office.serviceHours.0.weekday',
  ],
  [
    'of an office that answers in no time',
    { ...entryAt('8'), member: null, office: { ...office, firstAnswerWorkingHours: 0 } },
    'office.firstAnswerWorkingHours',
  ],
])('stops at an entry %s', (_what, entry, where) => {
  const { entries, fault } = readEntries([entry], 7n);
  expect(entries).toEqual([]);
  expect(fault?.issues[0]).toMatch(new RegExp(`^${where}: `));
});
