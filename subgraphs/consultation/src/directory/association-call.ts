import { signatureHeader, signCall } from '@gkz-qe/kit/signature.ts';
import { z } from 'zod';
import type { DirectorySource } from './directory.types.ts';

/** How long an association may take to answer, in milliseconds. */
const deadlineMs = 10_000;

/** What an association is asked, and the form that its answer must have. */
export interface AssociationQuestion<Data> {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: z.ZodType<Data>;
}

/**
 * Asks an association's subgraph what it answers to this one alone, signed with the secret that the two share.
 *
 * @throws Error where it does not answer in time, or not in this form
 */
export async function askAssociation<Data>(
  source: DirectorySource,
  { query, variables, data }: AssociationQuestion<Data>,
  signal: AbortSignal,
): Promise<Data> {
  const { pathname, search } = new URL(source.url);
  const body = JSON.stringify({ query, variables });
  const call = { method: 'POST', path: `${pathname}${search}`, viewer: '', body };
  const response = await fetch(source.url, {
    method: 'POST',
    redirect: 'error',
    headers: { 'content-type': 'application/json', [signatureHeader]: signCall(call, source.secret) },
    body,
    signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
  });
  const read = z.object({ data }).safeParse(await response.json());
  if (response.ok && read.success) return read.data.data;
  throw new Error(`the association answered with status ${response.status} and not in the form that was asked for`);
}

/** `fetch` says no more than that it failed; why is in its cause. */
export function reasonOf(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? error.cause : error;
}
