import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWithOneError } from './one-error.ts';

/** All texts that are one letter left out, added or wrong, or one swap of neighbours, away from `text`. */
function oneErrorAway(text: string, letters: string): Set<string> {
  const texts = new Set<string>();
  for (let at = 0; at <= text.length; at++) {
    const [before, after] = [text.slice(0, at), text.slice(at)];
    texts.add(before + after.slice(1));
    if (after.length > 1) texts.add(`${before}${after[1]}${after[0]}${after.slice(2)}`);
    for (const letter of letters) {
      texts.add(before + letter + after);
      if (after !== '') texts.add(before + letter + after.slice(1));
    }
  }
  texts.delete(text);
  return texts;
}

const letters = 'abc';
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 6 });

test('reads a whole text exactly where trying out every error finds it', () => {
  fc.assert(
    fc.property(word, word, (query, text) => {
      fc.pre(query !== text);
      const isRead = readWithOneError(query, text, 0).some(({ end }) => end === text.length);
      expect(isRead).toBe(oneErrorAway(text, letters).has(query));
    }),
    { numRuns: 2_000 },
  );
});

test('reads the beginning of a text exactly where trying out every error of every beginning finds it', () => {
  fc.assert(
    fc.property(word, word, (query, text) => {
      fc.pre(!text.startsWith(query));
      const ends = new Set(readWithOneError(query, text, 0).map(({ end }) => end));
      const beginnings = Array.from({ length: text.length + 1 }, (_, length) => text.slice(0, length));
      const expected = beginnings.filter((beginning) => oneErrorAway(beginning, letters).has(query));
      expect([...ends].sort()).toEqual(expected.map(({ length }) => length).sort());
    }),
    { numRuns: 2_000 },
  );
});

test('reads from a position inside the text', () => {
  expect(readWithOneError('schweningen', 'villingenschwenningen', 9)).toContainEqual({ end: 21, sure: 5 });
});
