import { createRefusal } from '../errors/refusal.ts';

/** A file takes as long as its reader likes: so many at once for each client. */
const maxAtOnce = 2;

/** Makes the counter of files under way. It throws `RATE_LIMITED` above the limit, else answers how to give the place back. */
export function createExportSlots(): (client: string) => () => void {
  const taken = new Map<string, number>();
  return (client) => {
    const count = taken.get(client) ?? 0;
    if (count >= maxAtOnce) {
      const message = `Es laufen schon ${maxAtOnce} Abrufe von Ihnen. Bitte warten Sie, bis einer fertig ist.`;
      throw createRefusal('RATE_LIMITED', message, { limit: maxAtOnce }, { 'retry-after': '10' });
    }
    taken.set(client, count + 1);
    return () => {
      const left = (taken.get(client) ?? 1) - 1;
      if (left > 0) taken.set(client, left);
      else taken.delete(client);
    };
  };
}
