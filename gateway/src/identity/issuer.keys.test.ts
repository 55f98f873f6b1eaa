import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { createIssuerKeys } from './issuer.keys.ts';

afterEach(() => void vi.useRealTimers());

test('what is known of the issuer goes on counting while it is asked again and does not answer', async () => {
  const waiting: ServerResponse[] = [];
  const server = createServer((_request, response) => void waiting.push(response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = createIssuerKeys(url, true);
  const first = keys();
  await vi.waitUntil(() => waiting.length === 1);
  waiting[0]
    ?.setHeader('content-type', 'application/json')
    .end(JSON.stringify({ issuer: url, jwks_uri: `${url}/keys` }));
  const known = await first;

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 60 * 60 * 1000 });
  const asked = vi.waitUntil(() => waiting.length === 2).then(() => 'the issuer is asked and does not answer');
  expect(await Promise.race([keys(), asked])).toBe(known);
  await asked;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
