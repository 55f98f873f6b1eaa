import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gkz-qe-launcher-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a process that watches its launcher, the way a package manager does: through a shell, and not telling it of signals. */
async function launch(launcherName: string) {
  const watcher = join(folder, 'watcher.ts');
  writeFileSync(
    watcher,
    `import { onLauncherGone } from ${JSON.stringify(new URL('./launcher.ts', import.meta.url).href)};
     onLauncherGone(() => { process.stdout.write('gone'); process.exit(0); }, 20);
     setTimeout(() => { process.stdout.write('late'); process.exit(0); }, 1500);
     process.stdout.write('watching ');`,
  );
  const launcher = join(folder, launcherName);
  writeFileSync(
    launcher,
    `require('node:child_process').spawn('/bin/sh', ['-c', '"$0" "$1"; exit 0', process.execPath, ${JSON.stringify(watcher)}], { stdio: 'inherit' });`,
  );
  const process_ = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(process_.stdout, 'data');
  return { launcher: process_, saidUntilEnd: once(process_.stdout, 'end').then(() => said) };
}

test('notices that the package manager that started it was ended', async () => {
  const { launcher, saidUntilEnd } = await launch('pnpm.cjs');
  launcher.kill('SIGTERM');
  expect(await saidUntilEnd).toBe('watching gone');
});

test('goes on while the package manager runs', async () => {
  const { saidUntilEnd } = await launch('pnpm.cjs');
  expect(await saidUntilEnd).toBe('watching late');
});

test('goes on when something else that started it ends', async () => {
  const { launcher, saidUntilEnd } = await launch('script.cjs');
  launcher.kill('SIGTERM');
  expect(await saidUntilEnd).toBe('watching late');
});
