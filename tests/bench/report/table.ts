import { type CaseResult, isMeasured, type Measured, type Outcome } from '../measure/results.ts';

/** A case as a table in Markdown: a line for each contender, with its throughput against ours. */
export function tableOf({ name, answerBytes, clients, contenders }: CaseResult): string {
  const ours = contenders.ours;
  const rows = Object.entries(contenders).map(([contender, outcome]) => rowOf(contender, outcome, ours));
  return [
    `### ${name} (answers of ${(answerBytes / 1000).toFixed(1)} KB, ${clients} ${clients === 1 ? 'client' : 'clients'})`,
    '',
    '| | answers/s | p50 ms | p99 ms | CPU s / 1000 | MB | calls | half load p50, p99 ms | against ours |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function rowOf(name: string, outcome: Outcome, ours: Outcome | undefined): string {
  if (!isMeasured(outcome)) return `| ${name} | not measured: ${outcome.failed.replaceAll('|', '/')} | | | | | | | |`;
  const { rps, p50Ms, p99Ms, cpuSecondsPer1000, rssMb, callsPerAnswer, halfLoad, differs } = outcome;
  const half = halfLoad ? `${short(halfLoad.p50Ms)}, ${short(halfLoad.p99Ms)}` : '–';
  const calls = Number.isNaN(callsPerAnswer) ? '–' : short(callsPerAnswer);
  const figures = [rps, p50Ms, p99Ms, cpuSecondsPer1000].map(short);
  const cells = [...figures, rssMb.toFixed(0), calls, half, againstOurs(outcome, ours)];
  const remark = differs ? ` (answers otherwise: ${differs.replaceAll('|', '/')})` : '';
  return `| ${name}${remark} | ${cells.join(' | ')} |`;
}

function againstOurs({ rps, cpuSecondsPer1000 }: Measured, ours: Outcome | undefined): string {
  if (!isMeasured(ours) || ours.rps === rps) return '';
  return `ours ${short(ours.rps / rps)} × the answers, ${short(ours.cpuSecondsPer1000 / cpuSecondsPer1000)} × the CPU`;
}

/** Three digits that count. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
