import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Role } from '@gkz-qe/kit/viewer.ts';
import { projectFolder, readDataDir, readLocalEnv } from '../env.ts';
import { signToken } from '../identity/issuer.ts';
import { OperatorFault } from '../operator/operator-fault.ts';

export interface GraphSource {
  /** Address of the graph. */
  readonly url: string;
  readonly token: string;
}

/** Where the operator wants it asked: the system on this machine where nothing is said, with a token for development. */
export async function findSource(
  given: { readonly gateway?: string | undefined; readonly 'token-file'?: string | undefined },
  who: { readonly sub: string; readonly role: Role },
): Promise<GraphSource> {
  const url = given.gateway ?? `http://127.0.0.1:${readLocalEnv().port}/graphql`;
  if (given['token-file']) return { url, token: readFileSync(given['token-file'], 'utf8').trim() };
  const token = await signToken(readDataDir(), { sub: who.sub, roles: [who.role] }, '10m');
  if (!token) throw new OperatorFault('Starten Sie zuerst das System, oder nennen Sie --token-file.');
  return { url, token };
}

/** The text of a known operation. */
export function readOperation(name: string): string {
  return readFileSync(join(projectFolder, 'schema', 'operations', `${name}.graphql`), 'utf8');
}

/** @throws OperatorFault where the system does not answer or refuses */
export async function ask<Data>({ url, token }: GraphSource, query: string, variables: object = {}): Promise<Data> {
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

/** Id and last year of the newest snapshot of the figures. @throws OperatorFault where there is none */
export async function findNewestSnapshot(
  source: GraphSource,
): Promise<{ readonly id: string; readonly takenAt: string; readonly until: string | null }> {
  const { statisticsSnapshots } = await ask<{ statisticsSnapshots: Awaited<ReturnType<typeof findNewestSnapshot>>[] }>(
    source,
    '{ statisticsSnapshots(first: 1) { id takenAt until } }',
  );
  const [newest] = statisticsSnapshots;
  if (!newest) throw new OperatorFault('Es gibt noch keinen Stand der Statistik.');
  return newest;
}
