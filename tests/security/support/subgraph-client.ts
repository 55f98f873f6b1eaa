import { loadSecrets } from '@gkz-qe/infra/files/secrets.ts';
import type { PartName } from '@gkz-qe/infra/parts.ts';
import { gatewaySecretOf } from '@gkz-qe/infra/system/services.ts';
import { signatureHeader, signCall, viewerHeader } from '@gkz-qe/kit/signature.ts';
import { encodeViewer, publicViewer, type Viewer } from '@gkz-qe/kit/viewer.ts';
import { type Answer, readAnswer } from '../../support/graph-client.ts';
import type { SystemFacts } from '../../support/test-system.ts';

/** Asks a subgraph past the gateway, in the gateway's name: what its own policy lets this viewer have. */
export type AskSubgraph = (name: PartName, query: string, viewer: Viewer) => Promise<Answer>;

type Facts = Pick<SystemFacts, 'ports' | 'dataDir'>;

export function createSubgraphClient(system: Facts): AskSubgraph {
  const secrets = loadSecrets(system.dataDir);
  return (name, query, viewer) => {
    const body = JSON.stringify({ query });
    return sendToSubgraph(system, name, body, signedHeaders(body, viewer, gatewaySecretOf(name, secrets)));
  };
}

/** The headers with which the gateway sends this body; who is nobody in particular has no viewer header. */
export function signedHeaders(
  body: string,
  viewer: Viewer,
  secret: string,
  now = Date.now(),
): Readonly<Record<string, string>> {
  const text = viewer === publicViewer ? '' : encodeViewer(viewer);
  return {
    ...(text && { [viewerHeader]: text }),
    [signatureHeader]: signCall({ method: 'POST', path: '/graphql', viewer: text, body }, secret, now),
  };
}

/** Sends any body with any headers to a subgraph. */
export async function sendToSubgraph(
  { ports }: Pick<Facts, 'ports'>,
  name: PartName,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${ports[name]}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return readAnswer(response);
}
