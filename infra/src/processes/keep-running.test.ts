import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type KeepRunningOptions, type Kept, keepRunning } from './keep-running.ts';
import { describeEnding, startNodeProcess } from './node-process.ts';
import { parentOf, waitUntilGone } from './process-table.ts';

let folder: string;
let said: string[];
let kept: Kept | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gkz-qe-keep-'));
  said = [];
});
afterEach(async () => {
  await kept?.stop();
  kept = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** A process that writes its id into a file once it works, and then does as told. */
function keep(body: string, more: Partial<KeepRunningOptions> = {}): Kept {
  const script = join(folder, 'part.ts');
  writeFileSync(
    script,
    `import { writeFileSync } from 'node:fs';
     ${body}
     writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(process.pid));`,
  );
  kept = keepRunning({
    name: 'teil',
    firstDelayMs: 50,
    say: (line) => said.push(line),
    start: async () => {
      const running = startNodeProcess({ script, cwd: folder, env: {}, logFile: join(folder, 'log') });
      return { ...running, exited: running.exited.then((end) => [describeEnding(end), ...end.lastWords].join(' ')) };
    },
    untilReady: async () => void (await pid()),
    mayStart: async () => true,
    ...more,
  });
  return kept;
}

async function pid(other?: number): Promise<number> {
  for (let round = 0; round < 1000; round += 1) {
    const found = Number(readIfThere(join(folder, 'pid')));
    if (found && found !== other && parentOf(found) !== undefined) return found;
    await sleep(10);
  }
  throw new Error('the process has not said its id');
}

async function untilSaid(text: RegExp): Promise<void> {
  for (let round = 0; round < 1000 && !said.some((line) => text.test(line)); round += 1) await sleep(10);
  expect(said.some((line) => text.test(line))).toBe(true);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

const works = `setInterval(() => {}, 1000); process.once('SIGTERM', () => process.exit(0));`;

test('starts a part again after it was killed, and says both', async () => {
  await keep(works).ready;
  const first = await pid();
  process.kill(first, 'SIGKILL');

  const second = await pid(first);

  expect(second).not.toBe(first);
  await untilSaid(/^teil ist beendet \(Signal SIGKILL\).*Neustart in 0.05 s/);
  await untilSaid(/^teil läuft wieder/);
});

test('does not start a part again while somebody else has its place, and says so once', async () => {
  let free = false;
  await keep(works, { mayStart: async () => free }).ready;
  const first = await pid();
  process.kill(first, 'SIGKILL');
  await untilSaid(/wird nicht neu gestartet/);
  await sleep(200);
  expect(said.filter((line) => /wird nicht neu gestartet/.test(line))).toHaveLength(1);

  free = true;

  expect(await pid(first)).not.toBe(first);
});

test('a part that ends before it is ready fails the start with its last words', async () => {
  const failing = keep(`console.error('PORT: missing'); process.exit(3);`);
  await expect(failing.ready).rejects.toThrow('Code 3 PORT: missing');
});

test('stopping ends the process and starts none again', async () => {
  const running = keep(works);
  await running.ready;
  const id = await pid();
  await running.stop();
  expect(parentOf(id)).toBeUndefined();
  await sleep(200);
  expect(Number(readIfThere(join(folder, 'pid')))).toBe(id);
  expect(said).toEqual([]);
});

test('stopping while it starts leaves no process', async () => {
  const stopping = new AbortController();
  const running = keep(works, {
    untilReady: () =>
      new Promise((_, reject) => stopping.signal.addEventListener('abort', () => reject(new Error('stopped')))),
  });
  running.ready.catch(() => {});
  const id = await pid();
  stopping.abort();
  await running.stop();
  expect(parentOf(id)).toBeUndefined();
});

test('killing ends a process that does not listen, with what it has started', async () => {
  const note = join(folder, 'grandchild');
  const running = keep(`
    import { spawn } from 'node:child_process';
    process.on('SIGTERM', () => {});
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    writeFileSync(${JSON.stringify(note)}, String(child.pid));`);
  await running.ready;
  const [id, grandchild] = [await pid(), Number(readFileSync(note, 'utf8'))];
  running.kill();
  expect(await waitUntilGone(id, 10_000)).toBe(true);
  expect(await waitUntilGone(grandchild, 10_000)).toBe(true);
});
