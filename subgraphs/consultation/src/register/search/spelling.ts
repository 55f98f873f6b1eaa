/**
 * A text as search compares it: lower case, no accents, no spaces, hyphens or full stops; and where its words begin.
 */
export interface Spelling {
  readonly text: string;
  readonly words: readonly string[];
  /** Positions in `text` where words begin, its end as the last one. */
  readonly borders: ReadonlySet<number>;
}

/** Words of a text in plain lower-case letters and digits: "St. Märgen" → st, margen. Other scripts and signs are no words. */
export function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().replaceAll('ß', 'ss').normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
}

/** As {@link wordsOf}, but with umlauts written out: "St. Märgen" → st, maergen. */
export function exactWordsOf(text: string): string[] {
  // A letter and its two dots are two signs here; the dots become the e that one writes where they are missing.
  return wordsOf(text.toLowerCase().normalize('NFD').replaceAll('\u0308', 'e'));
}

/**
 * The ways to write what somebody typed: as it is, and with ae, oe, ue read as ä, ö, ü. Names have both ways too (see
 * {@link spellingsOfName}), so "Muehlacker" finds Mühlacker and "Neuenb" still finds Neuenburg.
 */
export function spellingsOf(words: readonly string[]): Spelling[] {
  const read = words.map((word) => word.replaceAll(/([aou])e/g, '$1'));
  return read.join() === words.join() ? [spell(words)] : [spell(words), spell(read)];
}

/** The ways to write a name, also with its "St." written out. */
export function spellingsOfName(name: string): Spelling[] {
  const words = wordsOf(name);
  if (!words.includes('st')) return spellingsOf(words);
  return [...spellingsOf(words), ...spellingsOf(words.map((word) => (word === 'st' ? 'sankt' : word)))];
}

function spell(words: readonly string[]): Spelling {
  const borders = new Set([0]);
  let length = 0;
  for (const word of words) {
    length += word.length;
    borders.add(length);
  }
  return { text: words.join(''), words, borders };
}
