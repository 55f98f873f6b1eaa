import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a process may take from its start until it is ready. */
const readyMs = 90_000;
/** How long one answer may take. */
const answerMs = 2000;

/**
 * Asks `/health/ready` until it says yes.
 *
 * @throws Error where it does not in time, or `signal` comes first
 */
export async function untilReady(port: number, signal: AbortSignal): Promise<void> {
  for (const start = Date.now(); Date.now() - start < readyMs; ) {
    if (await isReady(port, signal)) return;
    await sleep(100, undefined, { signal });
  }
  throw new Error(`nicht bereit nach ${readyMs / 1000} s`);
}

/** Each time on a connection of its own: one that is kept open would hold up the end of the process that is asked. */
function isReady(port: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/health/ready', agent: false, timeout: answerMs, signal });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
  });
}
