import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findOffices } from '../clock/clock-facts.repository.ts';
import { defaultOffice, officeOf } from '../clock/office.ts';
import { type DirectoryCopy, keys, openDirectoryCopy } from '../testing/directory-copy.ts';
import {
  advisorEntry,
  type FakeAssociation,
  memberEntry,
  officeEntry,
  startFakeAssociation,
} from '../testing/fake-association.ts';

let copy: DirectoryCopy;
let fake: FakeAssociation;

beforeAll(async () => {
  copy = await openDirectoryCopy();
});
afterAll(() => copy[Symbol.asyncDispose]());
beforeEach(async () => {
  fake = await startFakeAssociation();
});
afterEach(async () => {
  await fake[Symbol.asyncDispose]();
  await copy.clear();
});

test('copies a long log page by page, and is confirmed when it has reached the end', async () => {
  fake.append(...keys(1_100).map((ags) => memberEntry(ags)));

  expect(await copy.look(fake.source)).toEqual({ kind: 'MORE' });
  expect(await copy.cursor()).toEqual({ seq: 500, confirmed: false });
  expect(await copy.lookUntilDone(fake.source)).toEqual({ kind: 'COMPLETE' });

  expect(await copy.members()).toEqual(keys(1_100));
  expect(await copy.cursor()).toEqual({ seq: 1_100, confirmed: true });
});

test('keeps all that routing needs, and nothing else', async () => {
  const absence = { from: '2026-11-01', until: '2026-12-01', deputyId: '5a3b1e00-0001-4000-8000-000000000002' };
  const topics = [{ code: 'PFL', level: 3 }];
  const state = { topics, areas: ['0833', '08115'], conflicts: ['08336081'], members: ['08336'], absences: [absence] };
  fake.append(
    memberEntry('08336081', { status: 'DORMANT', since: '1990-01-01', until: '2027-12-31', preferred: true }),
    { advisor: { ...advisorEntry(1, state).advisor, name: 'Mia Beispiel' } },
  );
  await copy.lookUntilDone(fake.source);

  expect(await copy.sql('select ags, status, since, until, preferred from directory_member')).toEqual([
    { ags: '08336081', status: 'DORMANT', since: '1990-01-01', until: '2027-12-31', preferred: true },
  ]);
  const [advisor] = await copy.sql('select * from directory_advisor');
  expect(advisor).toEqual({
    ...{ association: 'STAEDTETAG', id: '5a3b1e00-0001-4000-8000-000000000001', active: true, capacity: 10 },
    ...state,
  });
});

test('the newest state counts, within one page and over several', async () => {
  const ended = { status: 'ENDED', until: '2026-06-30' };
  fake.append(memberEntry('08336081'), memberEntry('08336081', ended), advisorEntry(1));
  await copy.lookUntilDone(fake.source);
  expect(await copy.sql('select status, until from directory_member')).toEqual([ended]);

  fake.append(memberEntry('08336081'), advisorEntry(1, { active: false, capacity: 0 }));
  await copy.lookUntilDone(fake.source);
  expect(await copy.sql('select status, until from directory_member')).toEqual([{ status: 'ACTIVE', until: null }]);
  expect(await copy.sql('select active, capacity from directory_advisor')).toEqual([{ active: false, capacity: 0 }]);
});

test('knows when the office works, as it last said, until the log begins anew without one', async () => {
  const office = async () => (await findOffices(copy.orm.em.fork())).get('STAEDTETAG');
  expect(officeOf(await findOffices(copy.orm.em.fork()), 'STAEDTETAG')).toBe(defaultOffice);
  fake.append(officeEntry(), memberEntry('08336081'), officeEntry({ closedDays: ['2026-12-24'] }));
  await copy.lookUntilDone(fake.source);
  expect(await office()).toEqual(officeEntry({ closedDays: ['2026-12-24'] }).office);

  fake.append(officeEntry({ firstAnswerWorkingHours: 8 }));
  await copy.lookUntilDone(fake.source);
  expect(await office()).toEqual(officeEntry({ firstAnswerWorkingHours: 8 }).office);

  fake.log = [];
  fake.append(memberEntry('08336010'));
  expect(await copy.lookUntilDone(fake.source)).toEqual({ kind: 'RESTARTED' });
  expect(await office()).toBeUndefined();
});

test('where nothing is new it only confirms anew', async () => {
  fake.append(memberEntry('08336081'));
  await copy.lookUntilDone(fake.source);
  await copy.sql(`update directory_cursor set confirmed_at = now() - interval '1 hour'`);

  expect(await copy.look(fake.source)).toEqual({ kind: 'COMPLETE' });

  expect(
    await copy.sql(`select applied_seq, confirmed_at > now() - interval '1 minute' as fresh from directory_cursor`),
  ).toEqual([{ applied_seq: '1', fresh: true }]);
});

test('an empty log at the beginning is complete', async () => {
  expect(await copy.look(fake.source)).toEqual({ kind: 'COMPLETE' });
  expect(await copy.cursor()).toEqual({ seq: 0, confirmed: true });
});

test('the copies of two associations have nothing to do with each other', async () => {
  await using other = await startFakeAssociation('GEMEINDETAG');
  other.append(memberEntry('08336081', { preferred: true }));
  fake.append(memberEntry('08336081'));
  await copy.lookUntilDone(fake.source);
  await copy.lookUntilDone(other.source);

  expect(await copy.sql('select association, preferred from directory_member order by association')).toEqual([
    { association: 'GEMEINDETAG', preferred: true },
    { association: 'STAEDTETAG', preferred: false },
  ]);
});

describe('an association that is down', () => {
  test('leaves the copy as it was; once it is back, what changed meanwhile follows and nothing comes twice', async () => {
    fake.append(memberEntry('08336081'), memberEntry('08111000'));
    await copy.lookUntilDone(fake.source);
    await fake.stop();
    fake.append(memberEntry('08336010'), memberEntry('08111000', { status: 'ENDED', until: '2026-10-31' }));

    await expect(copy.look(fake.source)).rejects.toThrow();
    expect(await copy.cursor()).toMatchObject({ seq: 2 });
    await fake.start();
    fake.asked.length = 0;
    expect(await copy.lookUntilDone(fake.source)).toEqual({ kind: 'COMPLETE' });

    // The last applied entry is asked for again, to see that the log still has it.
    expect(fake.asked).toEqual(['1']);
    expect(await copy.sql('select ags, status from directory_member order by ags')).toEqual([
      { ags: '08111000', status: 'ENDED' },
      { ags: '08336010', status: 'ACTIVE' },
      { ags: '08336081', status: 'ACTIVE' },
    ]);
    expect(await copy.cursor()).toMatchObject({ seq: 4 });
  });

  test('or refuses the signature is a failure, not an empty log', async () => {
    fake.append(memberEntry('08336081'));
    const stranger = { ...fake.source, secret: 'another secret, which is long enough' };
    await expect(copy.look(stranger)).rejects.toThrow('status 401');
    expect(await copy.cursor()).toBeUndefined();
  });
});
