import type { KommuneRow } from '../register.types.ts';

/** What somebody typed, without words that only say what kind of Kommune is meant. */
export interface PlaceWords {
  readonly words: readonly string[];
  /** Null where nothing says which kind. */
  readonly only: KommuneRow['__typename'] | null;
}

const kindWords: readonly { readonly pattern: RegExp; readonly only: KommuneRow['__typename'] }[] = [
  { pattern: /^(grosse kreisstadt|landeshauptstadt|universitae?tsstadt|stadtkreis|stadt|gemeinde) /, only: 'Gemeinde' },
  { pattern: / (stadt|landeshauptstadt|universitae?tsstadt|gemeinde)$/, only: 'Gemeinde' },
  { pattern: /^(landkreis|kreis|lkr|lk) /, only: 'Landkreis' },
  { pattern: / (landkreis|lkr|lk)$/, only: 'Landkreis' },
];

/**
 * Reads "Stadt Lahr", "Karlsruhe, Stadt", "70173 Stuttgart" and "Kreis Calw". Null where there is nothing of the kind to read.
 *
 * @param words as `wordsOf` gives them
 */
export function readKindWords(words: readonly string[]): PlaceWords | null {
  // Nothing in the register has digits in its name, but addresses have their postcode before the place.
  const letters = words.filter((word) => !/^\d+$/.test(word));
  const text = letters.join(' ');
  const found = kindWords.find(({ pattern }) => pattern.test(text));
  if (found) return { words: text.replace(found.pattern, '').split(' '), only: found.only };
  return letters.length < words.length && letters.length > 0 ? { words: letters, only: null } : null;
}

/** Name of a Landkreis without the word: "Landkreis Calw" → Calw, "Rhein-Neckar-Kreis" → Rhein-Neckar, "Enzkreis" → Enz. */
export function bareKreisName(name: string): string {
  return name.replace(/^Landkreis /, '').replace(/-?kreis$/i, '');
}

/** Name without what tells it from others: "Lahr/Schwarzwald" → Lahr, "Weil am Rhein" → Weil, "Singen (Hohentwiel)" → Singen. */
export function shortName(name: string): string {
  return name.replace(/(\/| \(| (am|an|auf|bei|der|im|in|ob|unter|vor) ).*$/, '');
}
