import type { GraphError } from '../../support/graph-client.ts';

/** What an attacker gets back: also where it is no GraphQL answer. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly code: string | undefined;
  readonly limit: unknown;
  readonly reason: unknown;
  readonly data: unknown;
}

/** Sends a body as it is. */
export async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body };
  return readReply(await fetch(url, init));
}

/** Sends an operation. */
export function postQuery(
  url: string,
  query: string,
  variables: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return post(url, JSON.stringify({ query, variables }), headers);
}

export async function readReply(response: Response): Promise<Reply> {
  const text = await response.text();
  const { data = null, errors = [] } = parse(text);
  const extensions = errors[0]?.extensions;
  const { limit, reason } = extensions ?? ({} as Readonly<Record<string, unknown>>);
  return { status: response.status, text, data, code: extensions?.code, limit, reason };
}

function parse(text: string): { readonly data?: unknown; readonly errors?: readonly GraphError[] } {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
