import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findFreePort, portFault } from './operator/ports.ts';
import { portsFrom } from './parts.ts';
import { removeDatabaseFolder } from './postgres/place.ts';
import { commandOf, parentOf } from './processes/process-table.ts';

let dataDir: string;
let port: number;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'gkz-qe-local-'));
  chmodSync(dataDir, 0o711);
  port = await findFreeBlock();
});
afterEach(() => {
  removeDatabaseFolder(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
});

/** Below the ports that the operating system lends to outgoing connections: one of those could go at any moment. */
async function findFreeBlock(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const first = 10_000 + Math.floor(Math.random() * 20_000);
    const faults = await Promise.all(Object.values(portsFrom(first)).map(portFault));
    if (faults.every((fault) => fault === undefined)) return first;
  }
  throw new Error('There is no row of free ports between 10000 and 30000.');
}

/** Starts the system as `pnpm start` does. */
function start(args: readonly string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'local.ts'), ...args], {
    env: { PATH: '/usr/bin:/bin', PORT: String(port), DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  return { pid: child.pid ?? 0, said, ended, signal: (name: NodeJS.Signals) => child.kill(name) };
}

type Run = ReturnType<typeof start>;

async function untilSaid(run: Run, text: RegExp): Promise<void> {
  const over = run.ended.then(() => true);
  while (!text.test(run.said.out)) {
    if (await Promise.race([over, sleep(50, false)]))
      throw new Error(`ended without having said ${text}:\n${run.said.out}${run.said.err}`);
  }
}

/** The processes that this one has started and that still run. */
function childrenOf(pid: number): number[] {
  const all =
    process.platform === 'linux'
      ? readdirSync('/proc').map(Number)
      : spawnSync('ps', ['-A', '-o', 'pid='], { encoding: 'utf8' }).stdout.split('\n').map(Number);
  return all.filter((child) => child > 0 && parentOf(child) === pid);
}

async function ask(query: string, token?: string) {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, answer: (await response.json()) as { data?: unknown; errors?: unknown } };
}

function makeToken(...args: string[]) {
  return spawnSync(process.execPath, [join(import.meta.dirname, 'token.ts'), ...args], {
    env: { PATH: '/usr/bin:/bin', DATA_DIR: dataDir },
    encoding: 'utf8',
  });
}

test('starts everything, outlives the loss of one association, ends everything and keeps the data', async () => {
  const first = start();
  await untilSaid(first, /Das System läuft/);
  expect(first.said.out).toContain(`http://127.0.0.1:${port}/graphql`);
  expect(first.said.out).toContain(dataDir);

  const { stdout, stderr, status } = makeToken('--role', 'coordinator');
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  expect(await ask('{ cases(first: 1) { totalCount } }', stdout.trim())).toMatchObject({ status: 200 });

  const members = '{ staedtetag { members(first: 1) { totalCount } } }';
  expect(await ask(members)).toMatchObject({ answer: { data: { staedtetag: { members: { totalCount: 201 } } } } });
  const children = childrenOf(first.pid);
  const staedtetag = children.find((pid) => commandOf(pid).includes(join('staedtetag', 'src', 'main.ts')));
  process.kill(staedtetag ?? 0, 'SIGKILL');
  await untilSaid(first, /staedtetag ist beendet \(Signal SIGKILL\).*Neustart/);
  expect(await ask('{ gemeindetag { members(first: 1) { totalCount } } }')).toMatchObject({
    answer: { data: { gemeindetag: { members: { totalCount: 1065 } } } },
  });

  first.signal('SIGTERM');
  expect(await first.ended).toMatchObject({ code: 0, err: '' });
  expect(children.length).toBeGreaterThanOrEqual(6);
  expect(children.filter((pid) => parentOf(pid) !== undefined)).toEqual([]);

  const second = start();
  await untilSaid(second, /Das System läuft/);
  expect(second.said.out).not.toContain('eingerichtet');
  expect(await ask(members)).toMatchObject({ answer: { data: { staedtetag: { members: { totalCount: 201 } } } } });
  second.signal('SIGINT');
  expect(await second.ended).toMatchObject({ code: 0, err: '' });
}, 180_000);

test('told to end while it starts, it leaves nothing running', async () => {
  const run = start();
  await untilSaid(run, /PostgreSQL läuft/);
  const children = childrenOf(run.pid);
  run.signal('SIGTERM');
  expect(await run.ended).toMatchObject({ code: 0, err: '' });
  expect(children.filter((pid) => parentOf(pid) !== undefined)).toEqual([]);
  expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
}, 60_000);

describe('ends with one sentence and the code 1, and leaves nothing running, when', () => {
  const expectFault = async (run: Run, sentence: RegExp) => {
    const { code, err } = await run.ended;
    expect(err.trim()).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
    expect(existsSync(join(dataDir, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir, 'running.json'))).toBe(false);
  };

  test('a port is taken', async () => {
    const other = createServer().listen(port + 2, '127.0.0.1');
    await once(other, 'listening');
    try {
      await expectFault(start(), new RegExp(`^Port ${port + 2} \\(gemeindetag\\) .* PORT=\\d+\\.$`));
    } finally {
      other.close();
    }
  });

  test('the data folder is of another PostgreSQL version', async () => {
    mkdirSync(join(dataDir, 'postgres', 'data'), { recursive: true });
    chmodSync(join(dataDir, 'postgres'), 0o777);
    writeFileSync(join(dataDir, 'postgres', 'data', 'PG_VERSION'), '15\n');
    await expectFault(start(), /PostgreSQL 15.*PostgreSQL 18.*DATA_DIR/);
  });

  test('the data folder cannot be made', async () => {
    writeFileSync(join(dataDir, 'file'), '');
    await expectFault(start([], { DATA_DIR: join(dataDir, 'file', 'below') }), /DATA_DIR/);
  });

  test('another system runs on the data folder', async () => {
    const pretender = join(dataDir, 'infra', 'src', 'local.ts');
    mkdirSync(join(dataDir, 'infra', 'src'), { recursive: true });
    writeFileSync(pretender, `console.log('up'); setInterval(() => {}, 1000);`);
    const other = spawn(process.execPath, [pretender], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(other.stdout, 'data');
      writeFileSync(join(dataDir, 'running.json'), JSON.stringify({ pid: other.pid }));
      const { code, err } = await start().ended;
      expect({ code, err: err.trim() }).toEqual({ code: 1, err: expect.stringMatching(/läuft .* schon .*DATA_DIR/) });
      expect(JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8'))).toEqual({ pid: other.pid });
    } finally {
      other.kill('SIGKILL');
    }
  });

  test.each([
    ['PORT is no port', { PORT: '70000' }, /PORT=70000/],
    [
      'a database address is missing',
      { DATABASE_URL_STAEDTETAG: 'postgres://a@127.0.0.1/b' },
      /DATABASE_URL_GEMEINDETAG/,
    ],
  ])('%s', async (_what, env, sentence) => {
    await expectFault(start([], env), sentence);
  });

  test('a server of the operator does not answer', async () => {
    const url = `postgres://nobody:hidden@127.0.0.1:${await findFreePort()}/none`;
    const names = ['STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG', 'CONSULTATION'];
    const run = start([], Object.fromEntries(names.map((name) => [`DATABASE_URL_${name}`, url])));
    await expectFault(run, /antwortet nicht.*DATABASE_URL_/);
    expect(run.said.err).not.toContain('hidden');
  });

  test('it is told something it does not know', async () => {
    await expectFault(start(['--frsh']), /--fresh/);
  });
});
