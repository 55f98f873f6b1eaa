import type { FormattedExecutionResult } from 'graphql';

/** Data that is given to several clients, and its JSON text once one has got it. */
const texts = new WeakMap<object, string>();
const unwritten = '';

/** Notes that data will be answered again as it is: it is written to JSON text once. Nobody may change it any more. */
export function keepText(data: object): void {
  if (!texts.has(data)) texts.set(data, unwritten);
}

/** Writes an answer as Apollo Server does. */
export function stringifyAnswer(answer: FormattedExecutionResult): string {
  const { data, errors, extensions } = answer;
  const text = data && !errors && !extensions ? texts.get(data) : undefined;
  if (!data || text === undefined) return `${JSON.stringify(answer)}\n`;
  if (text !== unwritten) return text;
  const written = `${JSON.stringify({ data })}\n`;
  texts.set(data, written);
  return written;
}
