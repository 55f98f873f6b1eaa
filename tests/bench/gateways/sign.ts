import { signatureHeader, signCall, viewerHeader } from '@gkz-qe/kit/signature.ts';

/**
 * Makes the headers that our subgraphs ask of every call, for gateways that do not know them. The viewer comes from a header of the
 * request, as it is: finding out who asks is work that these gateways are spared.
 *
 * @param secrets JSON: subgraph's address → secret; an address that is not there is called unsigned
 */
export function createSigner(secrets = '{}') {
  const secretOf = new Map(Object.entries<string>(JSON.parse(secrets)));
  return (url: string, body: string, viewer: string | null | undefined): Record<string, string> => {
    const secret = secretOf.get(url);
    if (secret === undefined) return {};
    const call = { method: 'POST', path: new URL(url).pathname, viewer: viewer ?? '', body };
    return { [signatureHeader]: signCall(call, secret), ...(viewer && { [viewerHeader]: viewer }) };
  };
}

export { viewerHeader };
