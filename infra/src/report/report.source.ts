import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../env.ts';
import { OperatorFault } from '../operator/operator-fault.ts';
import { createReport, type Report, type ReportAnswer } from './report.data.ts';

export interface ReportSource {
  /** Address of the graph. */
  readonly url: string;
  /** Of a coordinator or an analyst. */
  readonly token: string;
}

/**
 * Asks the running system for the figures of a year, all from one snapshot.
 *
 * @param snapshot the newest where it is left out
 * @throws OperatorFault where the system does not answer or refuses
 */
export async function fetchReport(source: ReportSource, year: number, snapshot?: string): Promise<Report> {
  const id = snapshot ?? (await findNewest(source));
  const operation = readFileSync(join(projectFolder, 'schema', 'operations', 'year-report.graphql'), 'utf8');
  return createReport(year, await ask<ReportAnswer>(source, operation, { year, snapshot: id }));
}

async function findNewest(source: ReportSource): Promise<string> {
  const { statisticsSnapshots } = await ask<{ statisticsSnapshots: readonly { id: string }[] }>(
    source,
    '{ statisticsSnapshots(first: 1) { id } }',
  );
  const [newest] = statisticsSnapshots;
  if (!newest) throw new OperatorFault('Es gibt noch keinen Stand der Statistik.');
  return newest.id;
}

async function ask<Data>({ url, token }: ReportSource, query: string, variables = {}): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(60_000),
  }).catch(() => {
    throw new OperatorFault(`Unter ${url} antwortet kein System. Starten Sie es zuerst (npx -y pnpm@12.21.0 start).`);
  });
  const { data, errors = [] } = (await response.json()) as { data?: Data; errors?: { message: string }[] };
  if (!data || errors.length > 0) throw new OperatorFault(errors[0]?.message ?? 'Das System gab keine Antwort.');
  return data;
}
