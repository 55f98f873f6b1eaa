import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTestDatabase, type TestDatabase } from '@gkz-qe/kit/testing/database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase('gemeindetag');
  folder = await mkdtemp(join(tmpdir(), 'member-list-'));
  await writeFile(join(folder, 'list.csv'), 'ags;since;until;status;preferred\n08136088;;;ACTIVE;\n');
  await writeFile(join(folder, 'faulty.csv'), 'ags;since;until;status;preferred\n08136;;;ACTIVE;\n');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database[Symbol.asyncDispose]();
});

/** Runs the command as pnpm does: in the package's folder, and telling where it was typed. */
async function run(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'import-members.ts'), ...args], {
    env: { DATABASE_URL: database.url, INIT_CWD: folder },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

test('shows what a list would do, does it where that is wanted, and has nothing to do again', async () => {
  const shown = await run('list.csv', '--missing', 'keep');
  const done = await run('list.csv', '--missing', 'keep', '--apply');
  const again = await run('list.csv', '--missing=keep');

  expect(shown).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Aufgenommen würden 1\n  08136088') });
  expect(done).toMatchObject({ code: 0, out: expect.stringContaining('Übernommen: 1 aufgenommen') });
  expect(again.out).toContain('Aufgenommen würden 0');
});

test.each([
  ['a list with a fault', ['faulty.csv', '--missing', 'end', '--apply'], 'out', 'Zeile 2, Spalte ags'],
  ['no choice about missing members', ['list.csv'], 'err', '--missing keep|end'],
  ['no file', ['--missing', 'keep'], 'err', 'import-members file.csv'],
  ['a file that is not there', ['none.csv', '--missing', 'keep'], 'err', 'none.csv'],
  ['an option that is none', ['list.csv', '--missing', 'keep', '--force'], 'err', '--force'],
] as const)('ends with 1 and says why for %s', async (_what, args, stream, words) => {
  const result = await run(...args);

  expect(result.code).toBe(1);
  expect(result[stream]).toContain(words);
});
