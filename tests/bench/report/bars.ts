import { type CaseResult, isMeasured, type Measured } from '../measure/results.ts';

/** What was set as a goal, and what came of it. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly atLeast: boolean;
  readonly met: boolean;
}

type Rule = (cases: readonly CaseResult[]) => Bar[];

/** Judges what has been measured; a bar whose cases were not measured is left out. */
export function barsOf(cases: readonly CaseResult[]): readonly Bar[] {
  return rules.flatMap((rule) => rule(cases));
}

/** Without the sharing between requests that only others have. */
const publicShapes = ['public/differing', 'public/repeating'];

const rules: readonly Rule[] = [
  ...publicShapes.flatMap((shape) => [
    ratio(shape, 'answers/s of one core, ours against stock', 'stock', ({ rps }) => rps, 10),
    ratio(shape, 'answers/s of one core, ours against hive-rust', 'hive-rust', ({ rps }) => rps, 3),
    ratio(shape, 'answers/s of one core, ours against single-jit', 'single-jit', ({ rps }) => rps, 0.45),
  ]),
  ratio('own/CasePage', 'CPU of a request, stock against ours', 'stock', fewer(cpu), 5),
  ratio('own/Worklist', 'CPU of a request, stock against ours', 'stock', fewer(cpu), 5),
  ratio(
    'own/Sweep',
    'end to end, stock against ours',
    'stock',
    fewer(({ p50Ms }) => p50Ms),
    3,
  ),
  ratio(
    'own/Sweep',
    'end to end, floor against ours',
    'floor',
    fewer(({ p50Ms }) => p50Ms),
    1 / 3,
  ),
  ratio('own/', 'answers/s, ours against stock', 'stock', ({ rps }) => rps, 1),
  ratio('growth/Sweep', 'answers/s, ours against stock', 'stock', ({ rps }) => rps, 1),
  calmAtHalfLoad,
  steadyCasePage,
  flatMemory,
];

function cpu({ cpuSecondsPer1000 }: Measured): number {
  return cpuSecondsPer1000;
}

/** For what is better the less it is. */
function fewer(value: (measured: Measured) => number): (measured: Measured) => number {
  return (measured) => 1 / value(measured);
}

/** Ours over another contender's, in every case whose name begins so. */
function ratio(
  prefix: string,
  what: string,
  against: string,
  value: (measured: Measured) => number,
  limit: number,
): Rule {
  return (cases) =>
    cases
      .filter(({ name }) => name.startsWith(prefix))
      .flatMap(({ name, contenders: { ours, [against]: other } }) =>
        isMeasured(ours) && isMeasured(other)
          ? [judge(`${name}: ${what}`, value(ours) / value(other), limit, true)]
          : [],
      );
}

function calmAtHalfLoad(cases: readonly CaseResult[]): Bar[] {
  return cases.flatMap(({ name, contenders: { ours } }) =>
    isMeasured(ours) && ours.halfLoad
      ? [judge(`${name}: p99 over p50 at half load`, ours.halfLoad.p99Ms / ours.halfLoad.p50Ms, 2, false)]
      : [],
  );
}

function steadyCasePage(cases: readonly CaseResult[]): Bar[] {
  const pages = cases.filter(({ name }) => name.startsWith('growth/CasePage'));
  const times = pages.flatMap(({ contenders: { ours } }) => (isMeasured(ours) ? [ours.p50Ms] : []));
  const [first] = times;
  const last = times.at(-1);
  if (!first || !last || times.length < 2) return [];
  return [
    judge(
      `growth/CasePage: time at ${pages.at(-1)?.name.split(', ')[1]} over time at 2,000`,
      last / first,
      1.25,
      false,
    ),
  ];
}

/** From the first tenth, when everything that is bounded has reached its bound, to the end. */
function flatMemory(cases: readonly CaseResult[]): Bar[] {
  const sizes = cases
    .filter(({ name }) => name === 'growth/memory')
    .flatMap(({ contenders }) => Object.values(contenders).flatMap((step) => (isMeasured(step) ? [step.rssMb] : [])));
  const [first] = sizes;
  const last = sizes.at(-1);
  return first && last ? [judge('growth/memory: MB in the end over MB after a tenth', last / first, 1.1, false)] : [];
}

function judge(name: string, value: number, limit: number, atLeast: boolean): Bar {
  return { name, value, limit, atLeast, met: atLeast ? value >= limit : value <= limit };
}
