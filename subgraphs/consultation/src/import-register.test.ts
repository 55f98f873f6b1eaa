import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeLine, findLine, linesOfRegister } from './register/import/testing/register-lines.ts';
import { readRegister } from './register/register.repository.ts';
import { openTestGraph, type TestGraph } from './testing/test-graph.ts';

let graph: TestGraph;
let folder: string;

beforeAll(async () => {
  graph = await openTestGraph();
  folder = await mkdtemp(join(tmpdir(), 'register-'));
  const lines = linesOfRegister(await readRegister(graph.orm.em.fork()), '2025-11-30');
  const [böllen, fröhnd] = [findLine(lines, '60', '08336010'), findLine(lines, '60', '08336025')];
  const renamed = lines.with(fröhnd, changeLine(lines[fröhnd] ?? '', { Name: 'Fröhnd am Belchen' }));
  const write = (name: string, content: readonly string[]) =>
    writeFile(join(folder, name), content.join('\n'), 'latin1');
  await write('same.txt', lines);
  await write('merged.txt', renamed.toSpliced(böllen, 1));
  await write('short.txt', lines.with(fröhnd, (lines[fröhnd] ?? '').slice(0, -1)));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await graph[Symbol.asyncDispose]();
});

const asOf = ['--population-as-of', '2024-12-31'];
const successor = ['--successor', '08336010:08336079:2025-06-30'];

/** Runs the command as pnpm does: in the package's folder, and telling where it was typed. */
async function run(...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'import-register.ts'), ...args], {
    env: { DATABASE_URL: graph.database.url, INIT_CWD: folder },
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

test('finds nothing to do in a file of the register as it is', async () => {
  const { out, err, code } = await run('same.txt', ...asOf);

  expect({ err, code }).toEqual({ err: '', code: 0 });
  expect(out).toMatch(
    /Neu: 0\nBeendet: 0\nUmbenannt: 0\nGeändert: 0\n.*: 0\nUnverändert: 1136\nAnders zuständig: 0\nVorschau: /,
  );
});

test('shows what a file would do, wants a successor, and does it where that is wanted', async () => {
  const refused = await run('merged.txt', ...asOf, '--apply');
  const done = await run('merged.txt', ...asOf, ...successor, '--apply');
  const again = await run('merged.txt', ...asOf, ...successor);

  expect(refused.code).toBe(1);
  expect(refused.out).toContain('08336010 Böllen: bis 29.11.2025, Nachfolgerin fehlt, 0 Fälle (0 offen)');
  expect(refused.out).toContain('Nennen Sie zuerst die Nachfolger. Es wurde nichts übernommen.');
  expect(done).toMatchObject({ code: 0, err: '' });
  expect(done.out).toContain('08336010 Böllen: bis 30.06.2025, Nachfolgerin 08336079');
  expect(done.out).toContain('Übernommen: 0 neu, 1 beendet, 1 umbenannt');
  expect(again.out).toMatch(/Beendet: 0\nUmbenannt: 0/);
});

test('does not apply another preview than the one that is named', async () => {
  const { out, code } = await run('same.txt', ...asOf, '--apply', '--preview', 'another');

  expect(code).toBe(1);
  expect(out).toContain('Seit der Vorschau hat sich etwas geändert. Es wurde nichts übernommen.');
});

test.each([
  ['a file with a fault', ['short.txt', ...asOf, '--apply'], 'out', 'Die Zeile hat 219 Zeichen statt 220.'],
  ['no day of the figures', ['same.txt'], 'err', '--population-as-of'],
  ['a successor that is none', ['same.txt', ...asOf, '--successor', '08336010'], 'err', '--successor ended:successor'],
  ['a successor that cannot be', ['same.txt', ...asOf, ...successor], 'out', 'keine Kommune'],
  ['no file', asOf, 'err', 'import-register file.txt'],
  ['a file that is not there', ['none.txt', ...asOf], 'err', 'none.txt'],
] as const)('ends with 1 and says why for %s', async (_what, args, stream, words) => {
  const result = await run(...args);

  expect(result.code).toBe(1);
  expect(result[stream]).toContain(words);
});
