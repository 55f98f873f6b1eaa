import { createOrm, type Orm, select } from '@gkz-qe/kit/database.ts';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { databaseOptions } from '../database.ts';
import { advisorEntry, type FakeAssociation, memberEntry, startFakeAssociation } from '../testing/fake-association.ts';
import { type CatchUp, catchUp } from './catch-up.ts';
import { applyStep, readPosition } from './directory-cursor.repository.ts';

let database: TestDatabase;
let orm: Orm;
let fake: FakeAssociation;

beforeAll(async () => {
  database = await createTestDatabase('consultation');
  orm = createOrm(databaseOptions(database.url));
});
afterAll(async () => {
  await orm.close();
  await database[Symbol.asyncDispose]();
});
beforeEach(async () => {
  fake = await startFakeAssociation();
});
afterEach(async () => {
  await fake[Symbol.asyncDispose]();
  for (const table of ['directory_member', 'directory_advisor', 'directory_cursor']) await sql(`delete from ${table}`);
});

function sql<Row>(text: string): Promise<Row[]> {
  return select<Row>(orm.em.fork(), 'test', text);
}

/** As the role that owns the tables: it may make triggers. */
async function owner(...statements: readonly string[]): Promise<unknown[]> {
  const owning = createOrm(databaseOptions(database.ownerUrl));
  try {
    let rows: unknown[] = [];
    for (const statement of statements) rows = await select(owning.em.fork(), 'test', statement);
    return rows;
  } finally {
    await owning.close();
  }
}

function look(): Promise<CatchUp> {
  return catchUp(orm.em.fork(), fake.source, AbortSignal.timeout(10_000));
}

/** Looks until there is nothing more, as the follower does. */
async function lookUntilDone(): Promise<CatchUp> {
  for (let looks = 0; looks < 20; looks++) {
    const result = await look();
    if (result.kind !== 'MORE') return result;
  }
  throw new Error('there is always more');
}

const members = async () => {
  const rows = await sql<{ ags: string }>('select ags from directory_member order by ags');
  return rows.map(({ ags }) => ags);
};

const cursor = async () => {
  const [row] = await sql<{ seq: number; confirmed: boolean }>(
    'select applied_seq::int as seq, confirmed_at is not null as confirmed from directory_cursor',
  );
  return row;
};

const keysFrom = (start: number, count: number) =>
  Array.from({ length: count }, (_, index) => `08${String(100_000 + start + index)}`);

describe('catching up', () => {
  test('copies a long log page by page, and is confirmed when it has reached the end', async () => {
    const keys = keysFrom(0, 1_100);
    fake.append(...keys.map((ags) => memberEntry(ags)));

    expect(await look()).toEqual({ kind: 'MORE' });
    expect(await cursor()).toEqual({ seq: 500, confirmed: false });
    expect(await lookUntilDone()).toEqual({ kind: 'COMPLETE' });

    expect(await members()).toEqual(keys);
    expect(await cursor()).toEqual({ seq: 1_100, confirmed: true });
  });

  test('keeps all that routing needs, and nothing else', async () => {
    const absence = { from: '2026-11-01', until: '2026-12-01', deputyId: '5a3b1e00-0001-4000-8000-000000000002' };
    const topics = [{ code: 'PFL', level: 3 }];
    const state = {
      topics,
      areas: ['0833', '08115'],
      conflicts: ['08336081'],
      members: ['08336'],
      absences: [absence],
    };
    fake.append(
      memberEntry('08336081', { status: 'DORMANT', since: '1990-01-01', until: '2027-12-31', preferred: true }),
      { advisor: { ...advisorEntry(1, state).advisor, name: 'Mia Beispiel' } },
    );
    await lookUntilDone();

    expect(await sql('select ags, status, since, until, preferred from directory_member')).toEqual([
      { ags: '08336081', status: 'DORMANT', since: '1990-01-01', until: '2027-12-31', preferred: true },
    ]);
    const [advisor] = await sql('select * from directory_advisor');
    expect(advisor).toEqual({
      ...{ association: 'STAEDTETAG', id: '5a3b1e00-0001-4000-8000-000000000001', active: true, capacity: 10 },
      ...state,
    });
  });

  test('the newest state counts, within one page and over several', async () => {
    fake.append(
      memberEntry('08336081'),
      memberEntry('08336081', { status: 'ENDED', until: '2026-06-30' }),
      advisorEntry(1),
    );
    await lookUntilDone();
    expect(await sql('select status, until from directory_member')).toEqual([{ status: 'ENDED', until: '2026-06-30' }]);

    fake.append(memberEntry('08336081'), advisorEntry(1, { active: false, capacity: 0 }));
    await lookUntilDone();
    expect(await sql('select status, until from directory_member')).toEqual([{ status: 'ACTIVE', until: null }]);
    expect(await sql('select active, capacity from directory_advisor')).toEqual([{ active: false, capacity: 0 }]);
  });

  test('where nothing is new it only confirms anew', async () => {
    fake.append(memberEntry('08336081'));
    await lookUntilDone();
    await sql(`update directory_cursor set confirmed_at = now() - interval '1 hour'`);

    expect(await look()).toEqual({ kind: 'COMPLETE' });

    expect(
      await sql(
        "select applied_seq::int as seq, confirmed_at > now() - interval '1 minute' as fresh from directory_cursor",
      ),
    ).toEqual([{ seq: 1, fresh: true }]);
  });

  test('an empty log at the beginning is complete', async () => {
    expect(await look()).toEqual({ kind: 'COMPLETE' });
    expect(await cursor()).toEqual({ seq: 0, confirmed: true });
  });
});

describe('an association that is down', () => {
  test('leaves the copy as it was; when it is back, what has changed meanwhile follows and nothing comes twice', async () => {
    fake.append(memberEntry('08336081'), memberEntry('08111000'));
    await lookUntilDone();
    await fake.stop();
    fake.append(memberEntry('08336010'), memberEntry('08111000', { status: 'ENDED', until: '2026-10-31' }));

    await expect(look()).rejects.toThrow();
    expect(await cursor()).toMatchObject({ seq: 2 });
    await fake.start();
    fake.asked.length = 0;
    expect(await lookUntilDone()).toEqual({ kind: 'COMPLETE' });

    expect(fake.asked).toEqual(['1']);
    expect(await sql('select ags, status from directory_member order by ags')).toEqual([
      { ags: '08111000', status: 'ENDED' },
      { ags: '08336010', status: 'ACTIVE' },
      { ags: '08336081', status: 'ACTIVE' },
    ]);
    expect(await cursor()).toMatchObject({ seq: 4 });
  });

  test('is not believed where it answers without a signature that fits', async () => {
    fake.append(memberEntry('08336081'));
    const stranger = { ...fake.source, secret: 'another secret, which is long enough' };
    await expect(catchUp(orm.em.fork(), stranger, AbortSignal.timeout(10_000))).rejects.toThrow('status 401');
    expect(await members()).toEqual([]);
  });
});

describe('a crash in the middle of applying', () => {
  test('leaves neither rows nor a moved cursor; the next look goes on from there', async () => {
    fake.append(memberEntry('08336081'));
    await lookUntilDone();
    fake.append(memberEntry('08336010'), memberEntry('08336081', { status: 'ENDED' }), advisorEntry(1));
    await loseConnectionWhenAdvisorsAreSaved();

    await expect(look()).rejects.toThrow('terminating connection');

    expect(await sql('select ags, status from directory_member')).toEqual([{ ags: '08336081', status: 'ACTIVE' }]);
    expect(await cursor()).toMatchObject({ seq: 1 });
    await owner('drop trigger crash on directory_advisor');
    expect(await lookUntilDone()).toEqual({ kind: 'COMPLETE' });
    expect(await members()).toEqual(['08336010', '08336081']);
    expect(await sql('select count(*)::int as count from directory_advisor')).toEqual([{ count: 1 }]);
    expect(await cursor()).toMatchObject({ seq: 4 });
  });

  /** By then the members of the same step have been written. */
  async function loseConnectionWhenAdvisorsAreSaved() {
    await owner(
      `create function crash() returns trigger language plpgsql as $$
       begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`,
      'create trigger crash before insert on directory_advisor for each row execute function crash()',
    );
  }
});

describe('several processes', () => {
  test('apply every entry once', async () => {
    await owner(
      'create table applied (ags text)',
      `create function count_applied() returns trigger language plpgsql as $$
       begin insert into applied values (new.ags); return null; end $$`,
      `create trigger count_applied after insert or update on directory_member
       for each row execute function count_applied()`,
    );
    const keys = keysFrom(0, 1_200);
    fake.append(...keys.map((ags) => memberEntry(ags)));

    await Promise.all(Array.from({ length: 4 }, lookUntilDone));

    expect(await members()).toEqual(keys);
    expect(await sql('select count(*)::int as count, count(distinct ags)::int as keys from applied')).toEqual([
      { count: 1_200, keys: 1_200 },
    ]);
    expect(await cursor()).toEqual({ seq: 1_200, confirmed: true });
    await owner('drop trigger count_applied on directory_member');
  });

  test('a step from where the cursor no longer is does nothing', async () => {
    fake.append(memberEntry('08336081'));
    const from = await readPosition(orm.em.fork(), 'STAEDTETAG');
    await lookUntilDone();

    const applied = await applyStep(orm.em.fork(), 'STAEDTETAG', {
      ...{ from, entries: [], isComplete: true, isRestart: true },
    });

    expect(applied).toBe(false);
    expect(await members()).toEqual(['08336081']);
  });
});

describe('an entry that cannot be applied', () => {
  test.each([
    ['a key that is none', memberEntry('8336081')],
    ['an unknown status', memberEntry('08336010', { status: 'MAYBE' })],
    ['a day that does not exist', memberEntry('08336010', { until: '2026-02-30' })],
    ['a level out of range', advisorEntry(1, { topics: [{ code: 'PFL', level: 4 }] })],
    ['neither member nor advisor', {}],
    ['both', { ...memberEntry('08336010'), ...advisorEntry(1) }],
    ['a position before the last one', { ...memberEntry('08336010'), seq: '1' }],
  ])('with %s stops the copy before it and loses nothing', async (_what, faulty) => {
    fake.append(memberEntry('08336081'), faulty, memberEntry('08111000'));
    fake.log[2] = { ...fake.log[2], seq: '3' } as (typeof fake.log)[number];
    const { seq } = fake.log[1] ?? {};

    expect(await look()).toMatchObject({ kind: 'FAULTY', fault: { seq } });

    expect(await members()).toEqual(['08336081']);
    expect(await cursor()).toEqual({ seq: 1, confirmed: false });
    expect(await look()).toMatchObject({ kind: 'FAULTY' });

    fake.log[1] = { ...fake.log[0], ...memberEntry('08336010'), seq: '2' } as (typeof fake.log)[number];
    expect(await lookUntilDone()).toEqual({ kind: 'COMPLETE' });
    expect(await members()).toEqual(['08111000', '08336010', '08336081']);
    expect(await cursor()).toEqual({ seq: 3, confirmed: true });
  });

  test('is described without its values', async () => {
    fake.append(memberEntry('Mia Beispiel', { status: 'mia@beispiel.invalid' }));
    expect(JSON.stringify(await look())).not.toMatch(/mia/i);
  });
});

describe('a log that has begun anew', () => {
  beforeEach(async () => {
    fake.append(memberEntry('08336081'), memberEntry('08111000'), advisorEntry(1));
    await lookUntilDone();
    fake.log = [];
  });

  test('and is shorter replaces the copy', async () => {
    fake.append(memberEntry('08336010'));
    expect(await look()).toEqual({ kind: 'RESTARTED' });
    expect(await members()).toEqual(['08336010']);
    expect(await sql('select id from directory_advisor')).toEqual([]);
    expect(await cursor()).toEqual({ seq: 1, confirmed: true });
    expect(await look()).toEqual({ kind: 'COMPLETE' });
  });

  test('and is already longer than the copy replaces it too', async () => {
    const keys = keysFrom(0, 1_234);
    fake.append(...keys.map((ags) => memberEntry(ags)));
    expect(await look()).toEqual({ kind: 'RESTARTED' });
    expect(await members()).toEqual(keys);
    expect(await cursor()).toEqual({ seq: 1_234, confirmed: true });
  });

  test('and holds nothing yet leaves the copy, but does not confirm it', async () => {
    await sql(`update directory_cursor set confirmed_at = now() - interval '1 hour'`);
    expect(await look()).toEqual({ kind: 'EMPTIED' });
    expect(await members()).toEqual(['08111000', '08336081']);
    expect(await sql(`select confirmed_at < now() - interval '59 minutes' as old from directory_cursor`)).toEqual([
      { old: true },
    ]);
  });

  test('and has an entry that cannot be applied leaves the copy', async () => {
    fake.append(memberEntry('08336010'), {});
    expect(await look()).toMatchObject({ kind: 'FAULTY', fault: { seq: '2' } });
    expect(await members()).toEqual(['08111000', '08336081']);
    expect(await cursor()).toMatchObject({ seq: 3 });
  });
});

test('the copies of two associations have nothing to do with each other', async () => {
  await using other = await startFakeAssociation('GEMEINDETAG');
  other.append(memberEntry('08336081', { preferred: true }));
  fake.append(memberEntry('08336081'));
  await lookUntilDone();
  await catchUp(orm.em.fork(), other.source, AbortSignal.timeout(10_000));

  expect(await sql('select association, preferred from directory_member order by association')).toEqual([
    { association: 'GEMEINDETAG', preferred: true },
    { association: 'STAEDTETAG', preferred: false },
  ]);
});
