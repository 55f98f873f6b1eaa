import { firstDifference } from './compare.ts';
import type { Contender } from './contender.ts';
import type { Load, LoadResult, LoadTask } from './load.ts';
import type { CaseResult, Measured, Outcome } from './results.ts';
import { median } from './statistics.ts';

/** How long and how often is measured. */
export interface Plan {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** 0: not measured at half load. */
  readonly halfLoadRounds: number;
}

export interface BenchCase extends Pick<LoadTask, 'headers' | 'bodies' | 'clients' | 'expect'> {
  readonly name: string;
  /** The first is what the others' answers are compared with. */
  readonly contenders: readonly Contender[];
  /** Takes out of an answer what is meant to differ from one to the next. */
  readonly normalise?: (text: string) => string;
  /** How many calls the subgraphs have had so far. */
  readonly countCalls?: () => Promise<number>;
}

interface Round extends LoadResult {
  readonly cpuSeconds: number;
  readonly rssMb: number;
  readonly calls: number;
}

/** Gives a line about what is being done. */
export type Say = (line: string) => void;

/**
 * Measures the contenders of a case in short rounds, in turn, so that whatever else happens on the machine meets all of them.
 * Before that each is asked once whether it answers as the first one does.
 */
export async function measureCase(bench: BenchCase, load: Load, plan: Plan, say: Say): Promise<CaseResult> {
  const { sound, failed, answerBytes } = await compareAnswers(bench);
  const rounds = new Map<Contender, Round[]>([...sound.keys()].map((contender) => [contender, []]));
  for (const contender of sound.keys()) {
    say(`${bench.name}: warming up ${contender.name}`);
    await warmUp(bench, contender, load, plan.warmUpSeconds);
  }
  for (let round = 1; round <= plan.rounds; round++) {
    for (const contender of inTurn(sound, round)) {
      const seen = await runRound(bench, contender, load, plan.seconds);
      rounds.get(contender)?.push(seen);
      const rate = (seen.requests / seen.seconds).toFixed(1);
      say(`${bench.name}: round ${round} of ${plan.rounds}, ${contender.name}: ${rate} answers/s${faultsOf(seen)}`);
    }
  }
  const halfLoad = await measureHalfLoad(bench, load, plan, rounds, say);
  const measured = [...rounds].map(([contender, all]): [string, Outcome] => [
    contender.name,
    { ...summaryOf(all), halfLoad: halfLoad.get(contender) ?? null, differs: sound.get(contender) ?? null },
  ]);
  return {
    ...{ name: bench.name, answerBytes, clients: bench.clients },
    contenders: Object.fromEntries([...measured, ...failed]),
  };
}

/** Code is compiled while it runs, so a slow contender needs as many answers as a fast one, and more time for them. */
async function warmUp(bench: BenchCase, contender: Contender, load: Load, seconds: number): Promise<void> {
  const answersNeeded = 100 * seconds;
  let answers = 0;
  for (let turn = 0; turn < 4 && answers < answersNeeded; turn++) {
    answers += (await load.run({ ...taskOf(bench, contender), seconds })).requests;
  }
}

/** In every other round in reverse, so that nobody is always the one who comes after the heaviest. */
function inTurn(sound: ReadonlyMap<Contender, unknown>, round: number): readonly Contender[] {
  return round % 2 === 0 ? [...sound.keys()].reverse() : [...sound.keys()];
}

function faultsOf({ faults, firstFault }: LoadResult): string {
  return faults > 0 ? `, ${faults} of them wrong (${firstFault})` : '';
}

const taskOf = ({ bodies, headers, clients, expect }: BenchCase, { url }: Contender) => ({
  ...{ url, bodies, headers, clients, expect },
});

async function runRound(bench: BenchCase, contender: Contender, load: Load, seconds: number): Promise<Round> {
  const callsBefore = (await bench.countCalls?.()) ?? Number.NaN;
  const before = contender.cpuSeconds();
  const seen = await load.run({ ...taskOf(bench, contender), seconds });
  const cpuSeconds = contender.cpuSeconds() - before;
  const calls = ((await bench.countCalls?.()) ?? Number.NaN) - callsBefore;
  return { ...seen, cpuSeconds, calls, rssMb: contender.rssMb() };
}

function summaryOf(rounds: readonly Round[]): Omit<Measured, 'halfLoad' | 'differs'> {
  const over = (value: (round: Round) => number) => median(rounds.map(value));
  return {
    rps: over(({ requests, faults, seconds }) => (requests - faults) / seconds),
    p50Ms: over(({ p50Ms }) => p50Ms),
    p99Ms: over(({ p99Ms }) => p99Ms),
    cpuSecondsPer1000: over(({ cpuSeconds, requests }) => (1000 * cpuSeconds) / requests),
    rssMb: over(({ rssMb }) => rssMb),
    callsPerAnswer: over(({ calls, requests }) => calls / requests),
  };
}

async function measureHalfLoad(
  bench: BenchCase,
  load: Load,
  { halfLoadRounds, seconds }: Plan,
  rounds: ReadonlyMap<Contender, readonly Round[]>,
  say: Say,
): Promise<Map<Contender, Measured['halfLoad']>> {
  const seen = new Map<Contender, LoadResult[]>([...rounds.keys()].map((contender) => [contender, []]));
  for (let round = 1; round <= halfLoadRounds; round++) {
    for (const [contender, full] of rounds) {
      say(`${bench.name}: half load ${round} of ${halfLoadRounds}, ${contender.name}`);
      const rate = summaryOf(full).rps / 2;
      // A slow answer needs a longer time for enough of them.
      const longEnough = Math.max(seconds, Math.min(10, 20 / rate));
      if (rate > 0)
        seen.get(contender)?.push(await load.run({ ...taskOf(bench, contender), rate, seconds: longEnough }));
    }
  }
  return new Map(
    [...seen].map(([contender, all]) => [
      contender,
      all.length === 0
        ? null
        : {
            p50Ms: median(all.map(({ p50Ms }) => p50Ms)),
            p99Ms: median(all.map(({ p99Ms }) => p99Ms)),
            answers: all.reduce((sum, { requests }) => sum + requests, 0),
          },
    ]),
  );
}

/** Asks every contender every question once. Those that do not answer at all are out; who answers otherwise stays, marked. */
async function compareAnswers({ contenders, bodies, headers, normalise = (text) => text }: BenchCase) {
  const sound = new Map<Contender, string | null>();
  const failed: [string, Outcome][] = [];
  let expected: unknown[] | undefined;
  let answerBytes = 0;
  for (const contender of contenders) {
    try {
      const texts = await Promise.all(bodies.map((body) => askOnce(contender, body, headers)));
      const answers = texts.map((text) => JSON.parse(normalise(text)));
      expected ??= answers;
      answerBytes ||= Math.round(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / texts.length);
      sound.set(contender, firstDifference(expected, answers));
    } catch (error) {
      failed.push([contender.name, { failed: (error as Error).message }]);
    }
  }
  return { sound, failed, answerBytes };
}

async function askOnce({ url }: Contender, body: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    body: body.replaceAll('{{uuid}}', () => crypto.randomUUID()),
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${text.slice(0, 200)}`);
  return text;
}
