import { ask, findNewestSnapshot, type GraphSource, readOperation } from '../graph/ask.ts';
import { OperatorFault } from '../operator/operator-fault.ts';
import type { Stand } from './figure.types.ts';

/** @throws OperatorFault where no year is published yet */
export async function findStand(source: GraphSource): Promise<Stand & { readonly takenAt: string }> {
  const { id, takenAt, until } = await findNewestSnapshot(source);
  if (until === null) throw new OperatorFault('Es ist noch kein Jahr veröffentlicht.');
  return { id, takenAt, year: Number(until.slice(0, 4)) };
}

interface Page {
  readonly rows: unknown[];
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Asks a known operation; where its list comes in pages, for all of them, as one answer. */
export async function askWhole(
  source: GraphSource,
  operation: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const query = readOperation(operation);
  const whole = await ask<Record<string, Page>>(source, query, variables);
  const [list, first] = Object.entries(whole).find(([, value]) => value?.pageInfo) ?? [];
  for (let last = first?.pageInfo; list && last?.hasNextPage; ) {
    const next: Record<string, Page> = await ask(source, query, { ...variables, after: last.endCursor });
    first?.rows.push(...(next[list]?.rows ?? []));
    last = next[list]?.pageInfo;
  }
  return whole;
}
