import { setTimeout as sleep } from 'node:timers/promises';

/** How long a process may take from its start until it is ready. */
const readyMs = 90_000;

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

async function isReady(port: number, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(2000)]),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
