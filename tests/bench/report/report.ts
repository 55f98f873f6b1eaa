import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { canPin } from '../measure/contender.ts';
import { type MachineBefore, stolenSince } from '../measure/machine.ts';
import { type CaseResult, isMeasured } from '../measure/results.ts';
import { type Bar, barsOf } from './bars.ts';
import { short, tableOf } from './table.ts';

export interface Report {
  readonly command: string;
  readonly machine: string;
  readonly at: string;
  readonly minutes: number;
  readonly cases: readonly CaseResult[];
  readonly bars: readonly Bar[];
}

/** @param before the machine before anything was started */
export function createReport(
  command: string,
  cases: readonly CaseResult[],
  minutes: number,
  before: MachineBefore,
): Report {
  const { model = 'unknown processor' } = cpus()[0] ?? {};
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return {
    command,
    machine: [
      ...[`${cpus().length} × ${model}`, memory, process.platform, `Node ${process.version}`],
      `load ${short(before.load)} before, ${short(100 * stolenSince(before))} % of the processor time taken by the host meanwhile`,
      ...(canPin ? [] : ['nothing bound to a processor, since there is no taskset or no second one']),
    ].join(', '),
    at: new Date().toISOString().slice(0, 16).replace('T', ' '),
    ...{ minutes, cases, bars: barsOf(cases) },
  };
}

/** The whole report in Markdown. */
export function textOf({ command, machine, at, minutes, cases, bars }: Report): string {
  return [
    `\`${command}\` at ${at} UTC, ${short(minutes)} minutes. ${machine}.`,
    '',
    ...(bars.length > 0 ? ['| bar | measured | wanted | |', '|---|---|---|---|', ...bars.map(barRow), ''] : []),
    ...cases.map(tableOf),
  ].join('\n');
}

function barRow({ name, value, limit, atLeast, met }: Bar): string {
  return `| ${name} | ${short(value)} | ${atLeast ? '≥' : '≤'} ${short(limit)} | ${met ? 'met' : '**missed**'} |`;
}

/** For machines: per case what each contender did, and ours over each other. */
export function jsonOf(report: Report): string {
  const cases = report.cases.map((result) => [result.name, { ...result, ratios: ratiosOf(result) }]);
  return `${JSON.stringify({ ...report, cases: Object.fromEntries(cases) }, null, 2)}\n`;
}

function ratiosOf({ contenders }: CaseResult) {
  const { ours, ...others } = contenders;
  if (!isMeasured(ours)) return {};
  const ratios = Object.entries(others).flatMap(([name, other]) =>
    isMeasured(other)
      ? [
          [
            name,
            {
              rps: ours.rps / other.rps,
              p50Ms: ours.p50Ms / other.p50Ms,
              cpu: ours.cpuSecondsPer1000 / other.cpuSecondsPer1000,
            },
          ],
        ]
      : [],
  );
  return Object.fromEntries(ratios);
}

const begin = '<!-- pnpm bench: begin -->';
const end = '<!-- pnpm bench: end -->';

/** Puts the report between its two marks; all else in the file stays as people wrote it. */
export function writeDocs(file: string, report: Report): void {
  const text = readFileSync(file, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${file} has no marks to write between`);
  writeFileSync(file, `${before}${begin}\n${textOf(report)}${end}${after}`);
}
