import type { EarlyCall } from './outbox.ts';
import type { RememberedRun } from './run-memory.ts';
import type { SubgraphCall } from './subgraph-call.ts';

/** `isSame`: every answer is what it was. Otherwise the calls that have been sent so far. */
export type Replay = { readonly isSame: true } | { readonly isSame: false; readonly sent: readonly EarlyCall[] };

/**
 * Makes the calls of a remembered run again, each as soon as the answers are there, and are the same, that were there
 * when it was made. Ends with the first answer that is another one, or that does not come: nothing was asked in vain
 * then, because up to there everything was as it would have been.
 */
export function replayRun({ calls }: RememberedRun, send: (call: SubgraphCall) => Promise<string>): Promise<Replay> {
  const { promise, resolve } = Promise.withResolvers<Replay>();
  const answers = new Map<number, Promise<string>>();
  const isThere = new Array<boolean>(calls.length).fill(false);
  let firstMissing = 0;
  let hasEnded = false;

  const end = (): void => {
    hasEnded = true;
    const sent = [...answers].flatMap(([index, answer]): EarlyCall[] => {
      const call = calls[index];
      return call ? [{ contents: call.contents, answer }] : [];
    });
    resolve({ isSame: false, sent });
  };
  const sendWhatCan = (): void => {
    for (const [index, { call, after, answered, answer }] of calls.entries()) {
      if (after > firstMissing || answers.has(index)) continue;
      const sent = send(call);
      answers.set(index, sent);
      sent.then((text) => {
        if (hasEnded) return;
        if (text !== answer) return end();
        isThere[answered] = true;
        while (isThere[firstMissing]) firstMissing++;
        if (firstMissing === calls.length) resolve({ isSame: true });
        else sendWhatCan();
      }, end);
    }
  };
  sendWhatCan();
  return promise;
}
