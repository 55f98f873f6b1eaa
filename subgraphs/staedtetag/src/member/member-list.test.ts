import { expect, test } from 'vitest';
import { readMemberList } from './member-list.ts';

const read = (...lines: string[]) =>
  readMemberList(Buffer.from(['ags;since;until;status;preferred', ...lines].join('\n')));

test('reads members as people write them', () => {
  expect(read('08136088;1.1.1980;;ACTIVE;ja', '08421000;;2025-12-31;ENDED;', '08216007;;;DORMANT;nein')).toEqual({
    faults: [],
    members: [
      { line: 2, ags: '08136088', since: '1980-01-01', until: null, status: 'ACTIVE', preferred: true },
      { line: 3, ags: '08421000', since: null, until: '2025-12-31', status: 'ENDED', preferred: false },
      { line: 4, ags: '08216007', since: null, until: null, status: 'DORMANT', preferred: false },
    ],
  });
});

test.each([
  ['a key that has lost its zero', '8136088;;;ACTIVE;', 'ags'],
  ['a key of a Kreis', '08136;;;ACTIVE;', 'ags'],
  ['a key of another Land', '09162000;;;ACTIVE;', 'ags'],
  ['a day that does not exist', '08136088;31.02.2020;;ACTIVE;', 'since'],
  ['a last day that is none', '08136088;;morgen;ACTIVE;', 'until'],
  ['a last day before the first', '08136088;2020-01-02;2020-01-01;ENDED;', 'until'],
  ['an end without its day', '08136088;2020-01-02;;ENDED;', 'until'],
  ['a status in other words', '08136088;;;aktiv;', 'status'],
  ['neither yes nor no', '08136088;;;ACTIVE;vielleicht', 'preferred'],
])('takes nothing of a list with %s, and names line and column', (_what, line, column) => {
  const { members, faults } = read('08421000;;;ACTIVE;', line);

  expect(members).toEqual([]);
  expect(faults).toEqual([{ line: 3, column, message: expect.stringMatching(/\.$/) }]);
});

test('names every fault, in the order of lines', () => {
  const { faults } = read('08136088;x;;ACTIVE;', '1;;;ACTIVE;', '08136088;;;NONE;');

  expect(faults.map(({ line, column }) => [line, column])).toEqual([
    [2, 'since'],
    [3, 'ags'],
    [4, 'status'],
    [4, 'ags'],
  ]);
});

test('says where a member stands twice', () => {
  expect(read('08136088;;;ACTIVE;', '08421000;;;ACTIVE;', '08136088;;;ACTIVE;').faults).toEqual([
    { line: 4, column: 'ags', message: 'Das Mitglied steht schon in Zeile 2.' },
  ]);
});

test('is refused with columns of another kind', () => {
  const { faults } = readMemberList(Buffer.from('ags;name\n08136088;Aalen'));

  expect(faults).toMatchObject([{ line: 1, message: expect.stringContaining('ags, since, until, status, preferred') }]);
});
