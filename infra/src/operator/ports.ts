import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, OperatorFault } from './operator-fault.ts';

const host = '127.0.0.1';

/** Why a port of this machine cannot be used; undefined where it can. */
export async function portFault(port: number): Promise<'taken' | 'forbidden' | undefined> {
  try {
    await listenOnce(port);
    return undefined;
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return 'taken';
    if (codeOf(error) === 'EACCES') return 'forbidden';
    throw error;
  }
}

/** A port that was free a moment ago. */
export function findFreePort(): Promise<number> {
  return listenOnce(0);
}

/**
 * Checks all ports of the system at once.
 *
 * @param ports what each is for → its number
 * @param patienceMs how long a taken port may still become free: processes of an earlier run need a moment to end
 * @throws OperatorFault naming the ports that cannot be used and a PORT that would do
 */
export async function requirePorts(ports: Readonly<Record<string, number>>, patienceMs = 0): Promise<void> {
  const until = Date.now() + patienceMs;
  let faults = await faultsOf(ports);
  while (faults.length > 0 && Date.now() < until) {
    await sleep(200);
    faults = await faultsOf(ports);
  }
  if (faults.length === 0) return;
  const names = faults.map(({ name, port }) => `${port} (${name})`).join(', ');
  const reason = faults.some(({ fault }) => fault === 'taken')
    ? 'schon von einem anderen Programm belegt'
    : 'für diesen Benutzer nicht erlaubt';
  const numbers = Object.values(ports);
  const proposal = await findFreeBlock(Math.min(...numbers), numbers.length);
  throw new OperatorFault(
    `${faults.length === 1 ? `Port ${names} ist` : `Die Ports ${names} sind`} ${reason}: beenden Sie das andere Programm, oder wählen Sie mit PORT andere Ports, zum Beispiel PORT=${proposal}.`,
  );
}

async function faultsOf(ports: Readonly<Record<string, number>>) {
  const checked = await Promise.all(
    Object.entries(ports).map(async ([name, port]) => ({ name, port, fault: await portFault(port) })),
  );
  return checked.filter(({ fault }) => fault !== undefined);
}

async function findFreeBlock(taken: number, length: number): Promise<number> {
  for (let first = Math.max(1000, taken) + 1000; first + length < 65_536; first += 1000) {
    const faults = await Promise.all(Array.from({ length }, (_, index) => portFault(first + index)));
    if (faults.every((fault) => fault === undefined)) return first;
  }
  return 5000;
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
