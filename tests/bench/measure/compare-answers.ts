import type { BenchCase } from './bench-case.ts';
import { firstDifference } from './compare.ts';
import type { Contender } from './contender.ts';
import { withNewDigits } from './new-digits.ts';
import type { Outcome } from './results.ts';

/** Asks every contender every question once. Those that do not answer at all are out; who answers otherwise stays, marked. */
export async function compareAnswers({ contenders, bodies, headers, normalise = (text) => text }: BenchCase) {
  const sound = new Map<Contender, string | null>();
  const failed: [string, Outcome][] = [];
  let expected: unknown[] | undefined;
  let answerBytes = 0;
  for (const contender of contenders) {
    try {
      const texts: string[] = [];
      for (const body of bodies) texts.push(await askOnceSettled(contender, body, headers));
      const answers = texts.map((text) => JSON.parse(normalise(text)));
      expected ??= answers;
      answerBytes ||= Math.round(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / texts.length);
      sound.set(contender, firstDifference(expected, answers));
    } catch (error) {
      failed.push([contender.name, { failed: (error as Error).message }]);
    }
  }
  return { sound, failed, answerBytes };
}

/** The very first answers of a process may come too late for its own time limits on a busy machine. */
async function askOnceSettled(contender: Contender, body: string, headers: Readonly<Record<string, string>>) {
  const text = await askOnce(contender, body, headers);
  return text.includes('"errors":') ? askOnce(contender, body, headers) : text;
}

async function askOnce({ url }: Contender, body: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    body: withNewDigits(body),
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    signal: AbortSignal.timeout(30_000),
  });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${text.slice(0, 200)}`);
  return text;
}
