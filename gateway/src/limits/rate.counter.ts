/** How many clients one counter keeps in mind. Beyond that, those who came first are forgotten first. */
const maxClients = 50_000;

/** Counts one more for this client. 0: within the limit. Else the milliseconds until it may come again. */
export type RateCounter = (client: string) => number;

/**
 * Counts so many per client in windows that start with a client's first request. Each process counts for itself.
 *
 * @param max how many are fine in one window
 */
export function createRateCounter(max: number, windowMs: number, now: () => number = Date.now): RateCounter {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();

  function open(client: string, at: number) {
    windows.delete(client);
    if (windows.size >= maxClients) windows.delete(windows.keys().next().value ?? '');
    const window = { count: 0, endsAt: at + windowMs };
    windows.set(client, window);
    return window;
  }

  return (client) => {
    const at = now();
    const known = windows.get(client);
    const window = known && known.endsAt > at ? known : open(client, at);
    window.count += 1;
    return window.count > max ? window.endsAt - at : 0;
  };
}
