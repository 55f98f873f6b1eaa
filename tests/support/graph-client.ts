import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import { signToken } from '@gkz-qe/infra/identity/issuer.ts';
import { sampleAdvisorOf } from '@gkz-qe/infra/identity/sample-advisor.ts';
import { readTokenRequest } from '@gkz-qe/infra/identity/token-request.ts';
import type { AssociationName } from '@gkz-qe/infra/parts.ts';
import type { Role } from '@gkz-qe/kit/viewer.ts';
import type { SystemFacts } from './test-system.ts';

/** Who asks: nobody in particular, a role, or whoever a ready-made `authorization` header says. */
export type Asker =
  | 'public'
  | { readonly role: Role; readonly association?: AssociationName; readonly advisor?: string }
  | { readonly authorization: string };

export const coordinator: Asker = { role: 'coordinator' };

export interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test states itself what it expects of the data
  readonly data: any;
  readonly errors: readonly GraphError[];
  /** The body as it came. */
  readonly text: string;
}

/** Sends an operation to the gateway over HTTP. */
export type Graph = (
  operation: string,
  variables?: Readonly<Record<string, unknown>>,
  asker?: Asker,
) => Promise<Answer>;

/** One of the operations that clients are known to send: `readOperation('case-page')`. */
export function readOperation(name: string): string {
  return readFileSync(join(projectFolder, 'schema', 'operations', `${name}.graphql`), 'utf8');
}

/** Makes `authorization` headers as `pnpm token` makes tokens, once for each asker. */
export function createAuthorizations(dataDir: string): (asker: Exclude<Asker, 'public'>) => Promise<string> {
  const headers = new Map<string, Promise<string>>();
  return (asker) => {
    if ('authorization' in asker) return Promise.resolve(asker.authorization);
    const key = JSON.stringify(asker);
    const known = headers.get(key) ?? createAuthorization(dataDir, asker);
    headers.set(key, known);
    return known;
  };
}

/** Makes the client of a system. */
export function createGraph({ ports, dataDir }: Pick<SystemFacts, 'ports' | 'dataDir'>): Graph {
  const authorizationOf = createAuthorizations(dataDir);
  return async (query, variables, asker = 'public') => {
    const response = await fetch(`http://127.0.0.1:${ports.gateway}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(asker !== 'public' && { authorization: await authorizationOf(asker) }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return readAnswer(response);
  };
}

/** Reads an answer of the gateway or of a subgraph, whatever its status. */
export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const { data = null, errors = [] } = JSON.parse(text) as Partial<Answer>;
  return { status: response.status, headers: response.headers, data, errors, text };
}

async function createAuthorization(
  dataDir: string,
  { role, association, advisor }: Extract<Asker, { role: Role }>,
): Promise<string> {
  const args = ['--role', role, '--association', association ?? '', '--advisor', advisor ?? ''];
  const request = readTokenRequest(args, sampleAdvisorOf);
  const token = request && (await signToken(dataDir, request.claims, request.expires));
  if (!token) throw new Error(`No token could be made for ${role}.`);
  return `Bearer ${token}`;
}
