import type { KommuneRow } from '../register.types.ts';
import { bareKreisName, readKindWords } from './place-name.ts';
import { rank, rankOf, rankWithError } from './rank.ts';
import { type Spelling, spellingsOf, spellingsOfName, wordsOf } from './spelling.ts';

/** A Kommune that fits a search. */
export interface Hit {
  readonly kommune: KommuneRow;
  /** See `rank`: smaller is better. */
  readonly rank: number;
}

interface Entry {
  readonly kommune: KommuneRow;
  readonly spellings: readonly Spelling[];
  /** Of a Landkreis, for "Kreis Calw". */
  readonly bareSpellings: readonly Spelling[];
}

export type KommuneSearch = (text: string) => Hit[];

/**
 * Prepares the search for what somebody typed: part of a name, the beginning of a key, or a postcode. Hits come in no order.
 *
 * The rules and their reasons are in docs/decisions/0005-register-search.md.
 */
export function createKommuneSearch(kommunen: readonly KommuneRow[]): KommuneSearch {
  const entries = kommunen.map(createEntry);
  return (text) => findByKey(entries, text) ?? findByName(entries, text);
}

function createEntry(kommune: KommuneRow): Entry {
  const isLandkreis = kommune.__typename === 'Landkreis';
  return {
    kommune,
    spellings: namesOf(kommune).flatMap(spellingsOfName),
    bareSpellings: isLandkreis ? spellingsOfName(bareKreisName(kommune.name)) : [],
  };
}

/** The name, then those it bore before. */
function namesOf({ name, formerNames }: KommuneRow): readonly string[] {
  return [name, ...formerNames.map((former) => former.name)];
}

/** Null where the text is no number. */
function findByKey(entries: readonly Entry[], text: string): Hit[] | null {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^\d+$/.test(digits)) return null;
  return entries.flatMap(({ kommune }): Hit[] => {
    const { ags, ars } = kommune;
    if (ags === digits || ars === digits) return [{ kommune, rank: rank.exact }];
    if (kommune.__typename === 'Gemeinde' && kommune.postalCode === digits) return [{ kommune, rank: rank.exact }];
    const begins = ags.startsWith(digits) || (digits.length > ags.length && ars.startsWith(digits));
    return begins ? [{ kommune, rank: rank.beginning }] : [];
  });
}

function findByName(entries: readonly Entry[], text: string): Hit[] {
  const words = wordsOf(text);
  if (words.length === 0) return [];
  const typed = text.trim().toLowerCase();
  const found = rankAll(entries, words, rankOf).map((hit) =>
    hit.kommune.name.toLowerCase() === typed ? { ...hit, rank: rank.asWritten } : hit,
  );
  // What only happens to hold the letters does not rule out that a typing error is meant.
  if (found.some((hit) => hit.rank < rank.inside)) return found;
  const known = new Set(found.map(({ kommune }) => kommune));
  const withError = rankAll(entries, words, rankWithError).filter(({ kommune }) => !known.has(kommune));
  const hasWhole = withError.some((hit) => hit.rank <= rank.errorInWords);
  return [...found, ...withError.filter((hit) => !hasWhole || hit.rank <= rank.errorInWords)];
}

type RankOf = (query: Spelling, name: Spelling) => number | null;

function rankAll(entries: readonly Entry[], words: readonly string[], rankFor: RankOf): Hit[] {
  const asTyped = spellingsOf(words);
  const place = readKindWords(words);
  const withoutKind = place && { ...place, spellings: spellingsOf(place.words) };
  return entries.flatMap(({ kommune, spellings, bareSpellings }) => {
    const ranks = [bestRank(asTyped, spellings, rankFor)];
    if (withoutKind && (withoutKind.only ?? kommune.__typename) === kommune.__typename) {
      ranks.push(bestRank(withoutKind.spellings, spellings, rankFor));
      if (withoutKind.only) ranks.push(bestRank(withoutKind.spellings, bareSpellings, rankFor));
    }
    const best = Math.min(...ranks);
    return best === Number.POSITIVE_INFINITY ? [] : [{ kommune, rank: best }];
  });
}

function bestRank(queries: readonly Spelling[], names: readonly Spelling[], rankFor: RankOf): number {
  let best = Number.POSITIVE_INFINITY;
  for (const query of queries) {
    for (const name of names) best = Math.min(best, rankFor(query, name) ?? Number.POSITIVE_INFINITY);
  }
  return best;
}
