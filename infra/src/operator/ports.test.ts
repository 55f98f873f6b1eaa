import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { findFreePort, portFault, requirePorts } from './ports.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function take(host: string): Promise<number> {
  const port = await findFreePort();
  const server = createServer().listen(port, host);
  servers.push(server);
  await once(server, 'listening');
  return port;
}

test.each(['127.0.0.1', '0.0.0.0'])(
  'names the port that another program has taken on %s, what it is for, and another one',
  async (host) => {
    const [taken, free] = [await take(host), await findFreePort()];
    const fault = await requirePorts({ gateway: taken, staedtetag: free }).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(fault).toMatch(new RegExp(`^Port ${taken} \\(gateway\\) ist schon .* belegt: .*PORT=\\d+\\.$`));
    const proposed = Number(fault.match(/PORT=(\d+)/)?.[1]);
    expect(await portFault(proposed)).toBeUndefined();
  },
);

test('names several taken ports in one sentence', async () => {
  const [first, second] = [await take('127.0.0.1'), await take('127.0.0.1')];
  await expect(requirePorts({ gateway: first, database: second })).rejects.toThrow(
    `Die Ports ${first} (gateway), ${second} (database) sind`,
  );
});

test('waits for ports that an earlier run is about to give back', async () => {
  const port = await take('127.0.0.1');
  setTimeout(() => servers[0]?.close(), 300);
  await expect(requirePorts({ gateway: port }, 10_000)).resolves.toBeUndefined();
});
