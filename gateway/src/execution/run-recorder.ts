import type { Bundle, CallContents, EarlyCall, Transport } from './outbox.ts';
import type { RememberedCall, RememberedRun } from './run-memory.ts';

/** Notes the calls of one run. */
export interface RunRecorder {
  readonly transport: Transport;
  /** @returns undefined if there was no call, or one has failed or has no answer yet */
  finish(data: object): RememberedRun | undefined;
}

interface Noted extends Omit<RememberedCall, 'contents' | 'answered' | 'answer'> {
  readonly contents: CallContents;
  answered: number;
  answer: string | undefined;
}

export function createRunRecorder(transport: Transport): RunRecorder {
  const noted: Noted[] = [];
  let answers = 0;
  return {
    async transport(call, contents) {
      const note: Noted = { call, contents, after: answers, answered: -1, answer: undefined };
      noted.push(note);
      const answer = await transport(call, contents);
      note.answer = answer;
      note.answered = answers++;
      return answer;
    },
    finish(data) {
      const calls = noted.flatMap(({ call, contents, after, answered, answer }): RememberedCall[] =>
        answer === undefined ? [] : [{ call, contents: withoutAnswers(contents), after, answered, answer }],
      );
      return calls.length === noted.length && calls.length > 0 ? { calls, data, size: sizeOf(calls) } : undefined;
    },
  };
}

/** Bundles hold what became of their asks; only what was asked is kept. */
function withoutAnswers(contents: CallContents): EarlyCall['contents'] {
  if ('fetch' in contents) return contents;
  const withoutSlots = (bundle: Bundle) =>
    bundle.map(({ fetch, slots }) => ({
      fetch,
      entities: slots.map(({ representation, typename }) => ({ representation, typename })),
    }));
  return { bundles: contents.bundles.map(withoutSlots) };
}

/** Texts take one or two bytes a character; the answer made of them takes about as much again, twice. */
function sizeOf(calls: readonly RememberedCall[]): number {
  const characters = calls.reduce((sum, { call, answer }) => sum + 2 * call.body.length + answer.length, 0);
  return 1000 + 4 * characters;
}
