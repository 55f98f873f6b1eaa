import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DirectoryCopy, keys, openDirectoryCopy } from '../testing/directory-copy.ts';
import { advisorEntry, type FakeAssociation, memberEntry, startFakeAssociation } from '../testing/fake-association.ts';
import { applyStep, readPosition } from './directory-cursor.repository.ts';

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

test('a crash in the middle of applying leaves neither rows nor a moved cursor; the next look goes on from there', async () => {
  fake.append(memberEntry('08336081'));
  await copy.lookUntilDone(fake.source);
  fake.append(memberEntry('08336010'), memberEntry('08336081', { status: 'ENDED' }), advisorEntry(1));
  // When advisors are saved, the members of the same step have been written.
  await copy.asOwner(
    `create function crash() returns trigger language plpgsql as $$
     begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`,
    'create trigger crash before insert on directory_advisor for each row execute function crash()',
  );

  await expect(copy.look(fake.source)).rejects.toThrow('terminating connection');

  expect(await copy.sql('select ags, status from directory_member')).toEqual([{ ags: '08336081', status: 'ACTIVE' }]);
  expect(await copy.cursor()).toMatchObject({ seq: 1 });
  await copy.asOwner('drop trigger crash on directory_advisor');
  expect(await copy.lookUntilDone(fake.source)).toEqual({ kind: 'COMPLETE' });
  expect(await copy.sql('select ags, status from directory_member order by ags')).toEqual([
    { ags: '08336010', status: 'ACTIVE' },
    { ags: '08336081', status: 'ENDED' },
  ]);
  expect(await copy.sql('select count(*)::int as count from directory_advisor')).toEqual([{ count: 1 }]);
  expect(await copy.cursor()).toMatchObject({ seq: 4 });
});

test('several processes apply every entry once', async () => {
  await copy.asOwner(
    'create table applied (ags text)',
    `create function count_applied() returns trigger language plpgsql as $$
     begin insert into applied values (new.ags); return null; end $$`,
    `create trigger count_applied after insert or update on directory_member
     for each row execute function count_applied()`,
  );
  fake.append(...keys(1_200).map((ags) => memberEntry(ags)));

  await Promise.all(Array.from({ length: 4 }, () => copy.lookUntilDone(fake.source)));

  expect(await copy.members()).toEqual(keys(1_200));
  expect(await copy.sql('select count(*)::int as count, count(distinct ags)::int as keys from applied')).toEqual([
    { count: 1_200, keys: 1_200 },
  ]);
  expect(await copy.cursor()).toEqual({ seq: 1_200, confirmed: true });
});

test('a step from where the cursor no longer is does nothing', async () => {
  fake.append(memberEntry('08336081'));
  const from = await readPosition(copy.orm.em.fork(), 'STAEDTETAG');
  await copy.lookUntilDone(fake.source);

  const restart = { from, entries: [], isComplete: true, isRestart: true };
  expect(await applyStep(copy.orm.em.fork(), 'STAEDTETAG', restart)).toBe(false);

  expect(await copy.members()).toEqual(['08336081']);
});
