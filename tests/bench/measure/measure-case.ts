import type { BenchCase } from './bench-case.ts';
import { compareAnswers } from './compare-answers.ts';
import type { Contender } from './contender.ts';
import type { Load, LoadResult } from './load.ts';
import type { CaseResult, Measured, Outcome } from './results.ts';
import { median } from './statistics.ts';

/** How long and how often is measured. */
export interface Plan {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** For the first contender, and for the last: the one nearest to what the machine can do. 0: not measured at half load. */
  readonly halfLoadRounds: number;
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
  const measured: [string, Outcome][] = [];
  for (const [contender, all] of rounds) {
    const summary = summaryOf(all);
    const wanted = contender === bench.contenders[0] || contender === bench.contenders.at(-1);
    if (wanted) say(`${bench.name}: half load, ${contender.name}`);
    const halfLoad = wanted ? await measureHalfLoad(bench, contender, load, plan, summary.rps) : null;
    measured.push([contender.name, { ...summary, halfLoad, differs: sound.get(contender) ?? null }]);
  }
  return {
    ...{ name: bench.name, answerBytes, clients: bench.clients },
    contenders: Object.fromEntries([...measured, ...failed]),
  };
}

/** Code is compiled while it runs, so a slow contender needs as many answers as a fast one, and more time for them. */
async function warmUp(bench: BenchCase, contender: Contender, load: Load, seconds: number): Promise<void> {
  const answersNeeded = 500 * seconds;
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

/** At half of what it can do at most, with questions that come whether or not others are answered. */
async function measureHalfLoad(
  bench: BenchCase,
  contender: Contender,
  load: Load,
  { halfLoadRounds, seconds }: Plan,
  peak: number,
): Promise<Measured['halfLoad']> {
  if (halfLoadRounds === 0 || !(peak > 0)) return null;
  const rate = peak / 2;
  // A slow answer needs a longer time for enough of them.
  const longEnough = Math.max(2 * seconds, Math.min(10, 20 / rate));
  const seen: LoadResult[] = [];
  for (let round = 1; round <= halfLoadRounds; round++) {
    seen.push(await load.run({ ...taskOf(bench, contender), rate, seconds: longEnough }));
  }
  return {
    p50Ms: median(seen.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(seen.map(({ p99Ms }) => p99Ms)),
    answers: seen.reduce((sum, { requests }) => sum + requests, 0),
  };
}
