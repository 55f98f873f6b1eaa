import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { DatabaseUrls } from '@gkz-qe/infra/env.ts';
import { nodeFlags } from '@gkz-qe/infra/processes/node-process.ts';
import { encodeViewer } from '@gkz-qe/kit/viewer.ts';
import { createSigner, viewerHeader } from '../gateways/sign.ts';
import type { AddResult, Session } from '../group.ts';
import { firstMessage, startChild, stop } from '../measure/contender.ts';
import type { Say } from '../measure/measure-case.ts';
import type { CaseResult, Measured } from '../measure/results.ts';
import { quantile } from '../measure/statistics.ts';
import { query, startDatabases } from '../own-graph/databases.ts';

const module = new URL('figures.process.ts', import.meta.url).pathname;

/** What is asked while a snapshot is made: nothing that has to do with it. */
const cheap = '{ topics { code label } }';

/** From one number to the largest table there is. */
const questions: readonly (readonly string[])[] = [
  [],
  ['TOPIC'],
  ['ASSOCIATION', 'TOPIC'],
  ['REGION', 'INQUIRER_KIND'],
  ['REGION', 'PHASE'],
];
const asks = 200;

/** Figures over as many cases as there are for measuring. */
export async function measureFigures(session: Session, add: AddResult): Promise<void> {
  const count = session.quick ? 2_000 : session.full ? 2_000_000 : 200_000;
  await using databases = await startDatabases(session.dataDir, session.say);
  add(await measureFiguresOf((await databases.open(count)).consultation, count, session.say));
}

/**
 * A snapshot made by the process that serves: how long it takes, what memory it needs, whom it keeps waiting. Then questions to the
 * subgraph alone.
 */
async function measureFiguresOf({ service, owner }: DatabaseUrls, count: number, say: Say): Promise<CaseResult> {
  await forgetFigures(owner);
  const secret = randomBytes(32).toString('hex');
  const env = { NODE_ENV: 'production', FIGURES_DATABASE: service, FIGURES_SECRET: secret };
  const child = startChild(module, env, nodeFlags);
  try {
    const ask = createAsk((await firstMessage<{ url: string }>(child, 'the subgraph')).url, secret);
    const rows: Record<string, Measured> = {};
    rows['something else, before'] = rowOf(child, await askUntil(() => ask(cheap), pause(5_000)));
    say('growth/Figures: making the snapshot');
    child.send(Temporal.Now.plainDateISO().toString());
    const done = once(child, 'message');
    const meanwhile = await askUntil(() => ask(cheap), done);
    const seconds = Math.round((await done)[0].seconds);
    rows[`something else, while the snapshot is made in ${seconds} s`] = rowOf(child, meanwhile);
    say(`growth/Figures: the snapshot took ${seconds} s, ${peakMb(child).toFixed(0)} MB at most`);
    const sizes: number[] = [];
    for (const dimensions of questions) {
      const times: number[] = [];
      for (let turn = 0; turn < asks; turn++) {
        times.push(await ask(questionOf(dimensions), (bytes) => sizes.push(bytes)));
      }
      rows[`statistics of ${dimensions.join(' × ') || 'all cases'}`] = rowOf(child, times.slice(asks / 10));
    }
    const name = `growth/Figures, ${count.toLocaleString('en')} cases`;
    return { name, answerBytes: Math.max(...sizes), clients: 1, contenders: rows };
  } finally {
    await stop(child);
  }
}

function questionOf(dimensions: readonly string[]): string {
  return `{ statistics(input: { dimensions: [${dimensions}] }) { dimensions cells { period { code } suppressed received
    values { code label } closed joint kommunen medianHoursToFirstAnswer minutes nearest { label } } } }`;
}

/** So that all years are due again. Tables of figures are only added to, and only their owner can lift that. */
async function forgetFigures(owner: string): Promise<void> {
  const names = ['query', 'snapshot', 'cell', 'fact', 'year', 'release'];
  const tables = names.map((name) => `statistics_${name}`);
  const switchTriggers = (to: string) => tables.map((table) => `alter table ${table} ${to} trigger user;`).join(' ');
  await query(owner, `${switchTriggers('disable')} truncate ${tables}; ${switchTriggers('enable')}`);
}

type Ask = (text: string, seen?: (bytes: number) => void) => Promise<number>;

/** Asks the subgraph as the gateway does, for an analyst; resolves to milliseconds. */
function createAsk(url: string, secret: string): Ask {
  const headersOf = createSigner(JSON.stringify({ [url]: secret }));
  const viewer = encodeViewer({ subject: 'bench', roles: ['analyst'], association: null, advisorId: null });
  return async (text, seen) => {
    const body = JSON.stringify({ query: text });
    const begin = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [viewerHeader]: viewer, ...headersOf(url, body, viewer) },
      body,
    });
    const answer = await response.text();
    if (!response.ok || answer.includes('"errors"')) throw new Error(`refused: ${answer.slice(0, 300)}`);
    seen?.(answer.length);
    return performance.now() - begin;
  };
}

/** Fifty times a second, each when the last one is answered. */
async function askUntil(ask: () => Promise<number>, end: Promise<unknown>): Promise<number[]> {
  const state = { goesOn: true };
  const stopAsking = () => {
    state.goesOn = false;
  };
  end.then(stopAsking, stopAsking);
  const times: number[] = [];
  while (state.goesOn) {
    times.push(await ask());
    await pause(20);
  }
  return times;
}

function rowOf(child: ChildProcess, times: readonly number[]): Measured {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    ...{ rps: Number.NaN, p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), rssMb: peakMb(child) },
    ...{ cpuSecondsPer1000: Number.NaN, callsPerAnswer: Number.NaN, halfLoad: null, differs: null },
  };
}

/** The most memory that the process has had so far. */
function peakMb({ pid }: ChildProcess): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}
