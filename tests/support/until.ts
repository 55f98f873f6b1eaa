import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than anything here takes on a busy machine, but for the start of a process. */
const standardMs = 20_000;

/**
 * Asks again and again until the answer fits, and gives it back.
 *
 * @throws what `ask` last threw, or an Error with the last answer, where that does not come
 */
export async function until<Answer>(
  ask: () => Promise<Answer>,
  fits: (answer: Answer) => boolean,
  patienceMs = standardMs,
): Promise<Answer> {
  let last: { readonly answer: Answer } | { readonly error: unknown } = { error: new Error('never asked') };
  for (const start = Date.now(); Date.now() - start < patienceMs; await sleep(50)) {
    try {
      last = { answer: await ask() };
      if (fits(last.answer)) return last.answer;
    } catch (error) {
      last = { error };
    }
  }
  if ('error' in last) throw last.error;
  throw new Error(
    `This does not come after ${patienceMs / 1000} s. The last answer was ${JSON.stringify(last.answer)}`,
  );
}
