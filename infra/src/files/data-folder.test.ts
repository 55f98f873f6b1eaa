import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OperatorFault } from '../operator/operator-fault.ts';
import { claimDataFolder, clearDataFolder } from './data-folder.ts';
import { loadSecrets } from './secrets.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gkz-qe-folder-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test('a claimed folder can be claimed again once it was given back', () => {
  claimDataFolder(dataDir).release();
  expect(claimDataFolder(dataDir).afterCrash).toBe(false);
});

test('the claim of a running system is respected, and named with its process', async () => {
  const program = join(dataDir, 'infra', 'src', 'local.ts');
  mkdirSync(join(dataDir, 'infra', 'src'), { recursive: true });
  writeFileSync(program, `console.log('up'); setInterval(() => {}, 1000);`);
  const running = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(running.stdout, 'data');
    writeFileSync(join(dataDir, 'running.json'), JSON.stringify({ pid: running.pid }));
    expect(() => claimDataFolder(dataDir)).toThrow(OperatorFault);
    expect(() => claimDataFolder(dataDir)).toThrow(`Prozess ${running.pid}`);
  } finally {
    running.kill('SIGKILL');
  }
});

test.each([
  ['a process that is gone', 2 ** 22 + 1],
  ['another program that has been given its process id', process.ppid],
])('the claim of %s does not count, but tells of a crash', (_whose, pid) => {
  writeFileSync(join(dataDir, 'running.json'), JSON.stringify({ pid }));
  expect(claimDataFolder(dataDir).afterCrash).toBe(true);
});

test('clearing deletes what the system keeps and nothing else', async () => {
  loadSecrets(dataDir);
  mkdirSync(join(dataDir, 'postgres', 'data'), { recursive: true });
  writeFileSync(join(dataDir, 'somebody-elses.txt'), 'kept');

  await clearDataFolder(dataDir);

  expect(['secret', 'postgres', 'somebody-elses.txt'].map((name) => existsSync(join(dataDir, name)))).toEqual([
    false,
    false,
    true,
  ]);
});

test('secrets differ by purpose and folder, stay the same, and lie in a file for the owner alone', () => {
  const [first, again] = [loadSecrets(dataDir), loadSecrets(dataDir)];
  expect(again('gateway')).toBe(first('gateway'));
  expect(first('gateway')).not.toBe(first('directory'));
  expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600);
  rmSync(join(dataDir, 'secret'));
  expect(loadSecrets(dataDir)('gateway')).not.toBe(first('gateway'));
});

test('a damaged secret is refused in one sentence', () => {
  writeFileSync(join(dataDir, 'secret'), 'half');
  expect(() => loadSecrets(dataDir)).toThrow(/secret ist beschädigt.*--fresh/);
});
