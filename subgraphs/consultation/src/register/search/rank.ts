import { readWithOneError } from './one-error.ts';
import type { Spelling } from './spelling.ts';

/** How well a name fits, best first. The number is the first sort key of a search. */
export const rank = {
  /** Letter for letter, but for case. */
  asWritten: 0,
  /** After folding: umlauts, accents, hyphens, "St." */
  exact: 1,
  /** The name begins with these whole words. */
  firstWords: 2,
  /** The name begins so. */
  beginning: 3,
  /** These whole words are in the name. */
  words: 4,
  /** A word in the name begins so. */
  wordBeginning: 5,
  /** Every word begins a word of the name, in any order: "Freiburg i. Br.", "Rot Leon". */
  anyOrder: 6,
  /** Anywhere in the name. */
  inside: 7,
  /** One typing error in the whole name or in its first words. */
  errorInName: 8,
  /** One typing error in whole words inside the name. */
  errorInWords: 9,
  /** One typing error in the beginning of the name. */
  errorInBeginning: 10,
  /** One typing error in the beginning of a word inside the name. */
  errorInWordBeginning: 11,
} as const;

/** How well a spelling fits without an error; null where it does not. */
export function rankOf(query: Spelling, name: Spelling): number | null {
  if (query.text === name.text) return rank.exact;
  const place = name.text.indexOf(query.text);
  if (place === 0) return name.borders.has(query.text.length) ? rank.firstWords : rank.beginning;
  if (place > 0) {
    const begins = [...name.borders].filter((border) => name.text.startsWith(query.text, border));
    if (begins.some((border) => name.borders.has(border + query.text.length))) return rank.words;
    if (begins.length > 0) return rank.wordBeginning;
  }
  const inAnyOrder =
    query.words.length > 1 && query.words.every((word) => name.words.some((other) => other.startsWith(word)));
  if (inAnyOrder) return rank.anyOrder;
  return place > 0 ? rank.inside : null;
}

/** Shorter texts have no errors: every third name would be one away. */
const shortestWithError = 3;
/** A beginning with an error must be long enough to say something, and go on for a while after the error. */
const shortestBeginning = 5;
const sureAfterError = 2;

/** How well a spelling fits with one typing error; null where it does not. */
export function rankWithError(query: Spelling, name: Spelling): number | null {
  if (query.text.length < shortestWithError) return null;
  let best: number | null = null;
  for (const border of name.borders) {
    const found = errorRankAt(query.text, name, border);
    if (found !== null && (best === null || found < best)) best = found;
  }
  return best;
}

function errorRankAt(query: string, name: Spelling, border: number): number | null {
  const readings = readWithOneError(query, name.text, border);
  const isWhole = readings.some(({ end }) => end > border && name.borders.has(end));
  if (isWhole) return border === 0 ? rank.errorInName : rank.errorInWords;
  const isBeginning = query.length >= shortestBeginning && readings.some(({ sure }) => sure >= sureAfterError);
  if (!isBeginning) return null;
  return border === 0 ? rank.errorInBeginning : rank.errorInWordBeginning;
}
