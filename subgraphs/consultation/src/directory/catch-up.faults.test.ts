import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DirectoryCopy, keys, openDirectoryCopy } from '../testing/directory-copy.ts';
import { advisorEntry, type FakeAssociation, memberEntry, startFakeAssociation } from '../testing/fake-association.ts';

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

describe('an entry that cannot be applied', () => {
  test.each([
    ['a key that is none', memberEntry('8336081')],
    ['an unknown status', memberEntry('08336010', { status: 'MAYBE' })],
    ['a day that does not exist', memberEntry('08336010', { until: '2026-02-30' })],
    ['a level out of range', advisorEntry(1, { topics: [{ code: 'PFL', level: 4 }] })],
    ['neither member nor advisor', {}],
    ['both', { ...memberEntry('08336010'), ...advisorEntry(1) }],
    ['a list where fields should be', { advisor: [] }],
  ])('because it has %s stops the copy before it and loses nothing', async (_what, faulty) => {
    fake.append(memberEntry('08336081'), faulty, memberEntry('08111000'));

    expect(await copy.look(fake.source)).toMatchObject({ kind: 'FAULTY', fault: { seq: '2' } });

    expect(await copy.members()).toEqual(['08336081']);
    expect(await copy.cursor()).toEqual({ seq: 1, confirmed: false });
    expect(await copy.look(fake.source)).toMatchObject({ kind: 'FAULTY' });

    Object.assign(fake.log[1] ?? {}, { advisor: null, ...memberEntry('08336010') });
    expect(await copy.lookUntilDone(fake.source)).toEqual({ kind: 'COMPLETE' });
    expect(await copy.members()).toEqual(['08111000', '08336010', '08336081']);
    expect(await copy.cursor()).toEqual({ seq: 3, confirmed: true });
  });

  test('is described without its values', async () => {
    fake.append(memberEntry('Mia Beispiel', { status: 'mia@beispiel.invalid' }));
    const result = await copy.look(fake.source);
    expect(result.kind).toBe('FAULTY');
    expect(JSON.stringify(result)).not.toMatch(/mia/i);
  });
});

describe('a log that has begun anew', () => {
  beforeEach(async () => {
    fake.append(memberEntry('08336081'), memberEntry('08111000'), advisorEntry(1));
    await copy.lookUntilDone(fake.source);
    fake.log = [];
  });

  test('and is shorter replaces the copy', async () => {
    fake.append(memberEntry('08336010'));
    expect(await copy.look(fake.source)).toEqual({ kind: 'RESTARTED' });
    expect(await copy.members()).toEqual(['08336010']);
    expect(await copy.sql('select id from directory_advisor')).toEqual([]);
    expect(await copy.cursor()).toEqual({ seq: 1, confirmed: true });
    expect(await copy.look(fake.source)).toEqual({ kind: 'COMPLETE' });
  });

  test('and is already longer than the copy replaces it too', async () => {
    fake.append(...keys(1_234).map((ags) => memberEntry(ags)));
    expect(await copy.look(fake.source)).toEqual({ kind: 'RESTARTED' });
    expect(await copy.members()).toEqual(keys(1_234));
    expect(await copy.cursor()).toEqual({ seq: 1_234, confirmed: true });
  });

  test('and holds nothing yet leaves the copy, but does not confirm it', async () => {
    await copy.sql(`update directory_cursor set confirmed_at = now() - interval '1 hour'`);
    expect(await copy.look(fake.source)).toEqual({ kind: 'EMPTIED' });
    expect(await copy.members()).toEqual(['08111000', '08336081']);
    expect(await copy.sql(`select confirmed_at < now() - interval '59 minutes' as old from directory_cursor`)).toEqual([
      { old: true },
    ]);
  });

  test('and has an entry that cannot be applied leaves the copy', async () => {
    fake.append(memberEntry('08336010'), {});
    expect(await copy.look(fake.source)).toMatchObject({ kind: 'FAULTY', fault: { seq: '2' } });
    expect(await copy.members()).toEqual(['08111000', '08336081']);
    expect(await copy.cursor()).toMatchObject({ seq: 3 });
  });
});
