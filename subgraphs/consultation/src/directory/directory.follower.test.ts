import type { Logger } from '@gkz-qe/kit/log.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type DirectoryCopy, openDirectoryCopy } from '../testing/directory-copy.ts';
import { type FakeAssociation, memberEntry, startFakeAssociation } from '../testing/fake-association.ts';
import { followDirectories } from './directory.follower.ts';

let copy: DirectoryCopy;
beforeAll(async () => {
  copy = await openDirectoryCopy();
});
afterAll(() => copy[Symbol.asyncDispose]());
afterEach(() => copy.clear());

/** Follows with a log that is kept as "level: message". */
function follow(...associations: readonly FakeAssociation[]) {
  const lines: string[] = [];
  const write = (level: string) => (first: unknown, second?: string) => lines.push(`${level}: ${second ?? first}`);
  const log = { info: write('info'), warn: write('warn'), error: write('error'), child: () => log };
  const followers = followDirectories({
    ...{ orm: copy.orm, log: log as unknown as Logger, pollMs: 20 },
    sources: associations.map(({ source }) => source),
  });
  return { lines, [Symbol.asyncDispose]: () => followers[Symbol.asyncDispose]() };
}

test('follows while entries come, and while an association goes and comes back', async () => {
  await using fake = await startFakeAssociation();
  fake.append(memberEntry('08336081'));
  await using followers = follow(fake);
  await vi.waitFor(async () => expect(await copy.members()).toEqual(['08336081']), 10_000);

  fake.append(memberEntry('08336010'));
  await vi.waitFor(async () => expect(await copy.members()).toHaveLength(2), 10_000);

  await fake.stop();
  await vi.waitFor(() => expect(followers.lines.at(-1)).toBe('warn: the directory cannot be followed'), 10_000);
  fake.append(memberEntry('08111000'));
  await fake.start();
  await vi.waitFor(async () => expect(await copy.members()).toHaveLength(3), 10_000);

  await vi.waitFor(() => expect(followers.lines.at(-1)).toBe('info: the directory is followed again'), 10_000);
});

test('an association that never answers keeps neither the others from being followed nor the process from ending', async () => {
  await using silent = await startFakeAssociation('STAEDTETAG');
  await using fake = await startFakeAssociation('GEMEINDETAG');
  silent.hang();
  fake.append(memberEntry('08336081'));
  const followers = follow(silent, fake);

  await vi.waitFor(async () => expect(await copy.members()).toEqual(['08336081']), 10_000);

  await followers[Symbol.asyncDispose]();
  expect(followers.lines).not.toContain('warn: the directory cannot be followed');
});

test('says once that it stops before a faulty entry, and names its position', async () => {
  await using fake = await startFakeAssociation();
  fake.append(memberEntry('08336081'), memberEntry('nonsense'));
  await using followers = follow(fake);

  const line = 'error: the directory stops before an entry that cannot be applied';
  await vi.waitFor(() => expect(followers.lines).toEqual([line]), 10_000);
  expect(await copy.members()).toEqual(['08336081']);
});

test('says that a log has begun anew', async () => {
  await using fake = await startFakeAssociation();
  fake.append(memberEntry('08336081'), memberEntry('08336010'));
  await using followers = follow(fake);
  await vi.waitFor(async () => expect(await copy.members()).toHaveLength(2), 10_000);

  fake.log = [];
  fake.append(memberEntry('08111000'));

  await vi.waitFor(async () => expect(await copy.members()).toEqual(['08111000']), 10_000);
  const line = 'error: the change log has begun anew: the directory was copied from its beginning';
  await vi.waitFor(() => expect(followers.lines).toContain(line), 10_000);
});
