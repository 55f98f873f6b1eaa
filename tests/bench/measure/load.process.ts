import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import type { LoadResult, LoadTask } from './load.ts';
import { withNewDigits } from './new-digits.ts';
import { quantile } from './statistics.ts';

/** The clients' process: does one task after another, and answers each with what was seen. */
process.on('message', (task: LoadTask) => {
  run(task).then(
    (result) => process.send?.(result),
    (error: Error) => process.send?.({ failure: error.message }),
  );
});
process.on('disconnect', () => process.exit());

/** The first answer to each question, by address and body. */
const firstAnswers = new Map<string, Buffer>();
/** With a given rate so many questions may be open at once; more would only say that the rate is too high. */
const maxOpen = 500;

interface Tally {
  readonly milliseconds: number[];
  faults: number;
  firstFault: string | null;
}

async function run(task: LoadTask): Promise<LoadResult> {
  const connections = task.rate === undefined ? task.clients : maxOpen;
  const pool = new Pool(new URL(task.url).origin, { connections, pipelining: 1, bodyTimeout: 0, headersTimeout: 0 });
  const tally: Tally = { milliseconds: [], faults: 0, firstFault: null };
  const ask = createQuestion(pool, task, tally);
  const start = performance.now();
  if (task.rate === undefined) await askWithoutPause(task, ask);
  else await askAtRate(task.rate, task.seconds, ask);
  const seconds = (performance.now() - start) / 1000;
  await pool.close();
  const { milliseconds, faults, firstFault } = tally;
  milliseconds.sort((a, b) => a - b);
  return {
    ...{ requests: milliseconds.length, seconds, faults, firstFault },
    ...{ p50Ms: quantile(milliseconds, 0.5), p99Ms: quantile(milliseconds, 0.99) },
  };
}

/** Makes the function that asks the next question; its time counts from when it should have been asked. */
function createQuestion(pool: Pool, { url, headers, bodies, expect }: LoadTask, tally: Tally) {
  const { pathname } = new URL(url);
  const allHeaders = { 'content-type': 'application/json', accept: 'application/json', ...headers };
  let next = 0;
  return async (due: number): Promise<void> => {
    const body = bodies[next++ % bodies.length] ?? '';
    const sent = withNewDigits(body);
    const answer = await pool.request({ method: 'POST', path: pathname, body: sent, headers: allHeaders });
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    tally.milliseconds.push(performance.now() - due);
    const fault = faultOf(answer.statusCode, bytes, expect === 'same' ? `${url} ${body}` : null);
    if (fault === null) return;
    tally.faults += 1;
    tally.firstFault ??= fault;
  };
}

function faultOf(status: number, bytes: Buffer, question: string | null): string | null {
  if (status !== 200) return `HTTP ${status}: ${bytes.toString('utf8', 0, 200)}`;
  if (question === null) return bytes.includes('"errors":') ? bytes.toString('utf8', 0, 300) : null;
  const first = firstAnswers.getOrInsert(question, bytes);
  return first.equals(bytes) ? null : 'an answer that is not the first one';
}

async function askWithoutPause(
  { clients, seconds, maxRequests }: LoadTask,
  ask: (due: number) => Promise<void>,
): Promise<void> {
  const end = performance.now() + seconds * 1000;
  let left = maxRequests ?? Number.POSITIVE_INFINITY;
  const client = async () => {
    for (let now = performance.now(); now < end && left-- > 0; now = performance.now()) await ask(now);
  };
  await Promise.all(Array.from({ length: clients }, client));
}

async function askAtRate(rate: number, seconds: number, ask: (due: number) => Promise<void>): Promise<void> {
  const start = performance.now();
  const open = new Set<Promise<void>>();
  for (let sent = 0; sent < rate * seconds; sent++) {
    const due = start + (sent * 1000) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    if (open.size >= maxOpen) await Promise.race(open);
    const asked = ask(due);
    open.add(asked);
    void asked.finally(() => open.delete(asked)).catch(() => {});
  }
  await Promise.all(open);
}
