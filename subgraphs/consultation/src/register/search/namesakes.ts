import type { KommuneRow } from '../register.types.ts';
import { bareKreisName, readKindWords, shortName } from './place-name.ts';
import { exactWordsOf, wordsOf } from './spelling.ts';

/** Finds the Kommunen that bear a name. */
export type FindNamesakes = (name: string) => KommuneRow[];

type ToWords = (text: string) => readonly string[];

/**
 * Prepares the search for a whole name as one writes it on an envelope: no part of a name, no typing error. Case, hyphens,
 * St./Sankt and ü/ue make no difference; u for ü counts only where nothing else fits, so that Neuenburg is not Neuenbürg.
 *
 * A name that was given up counts only where nobody bears it today.
 *
 * "Karlsruhe" names the Stadt and the Landkreis, "Kreis Karlsruhe" one of them, "Weil" every Weil there is, since none has just
 * that name, and "Altheim" only those two that have.
 */
export function createNamesakeSearch(kommunen: readonly KommuneRow[]): FindNamesakes {
  const exact = createLookup(kommunen, exactWordsOf);
  const tolerant = createLookup(kommunen, wordsOf);
  const former = [createFormerLookup(kommunen, exactWordsOf), createFormerLookup(kommunen, wordsOf)];
  return (name) => {
    for (const find of [exact, tolerant, ...former]) {
      const found = find(name);
      if (found.length > 0) return found;
    }
    return [];
  };
}

function createLookup(kommunen: readonly KommuneRow[], toWords: ToWords): FindNamesakes {
  const full = groupByName(kommunen, toWords, (kommune) => kommune.name);
  const landkreise = kommunen.filter((kommune) => kommune.__typename === 'Landkreis');
  const bare = groupByName(landkreise, toWords, (kommune) => bareKreisName(kommune.name));
  const gemeinden = kommunen.filter((kommune) => kommune.__typename === 'Gemeinde');
  const short = groupByName(gemeinden, toWords, (kommune) => shortName(kommune.name));
  const firstHalf = groupByName(gemeinden, toWords, (kommune) => kommune.name.replace(/-.*$/, ''));

  return (name) => {
    const words = toWords(name);
    const place = readKindWords(words) ?? { words, only: null };
    const isMeant = ({ __typename }: KommuneRow) => place.only === null || place.only === __typename;
    const lookUp = (names: typeof full, text: readonly string[]) => names.get(keyOf(text)) ?? [];

    const asWritten = lookUp(full, words);
    const named = [...lookUp(full, place.words), ...lookUp(bare, place.words)].filter(isMeant);
    const isSettled =
      asWritten.length > 0 || named.some(({ __typename }) => place.only !== null || __typename === 'Gemeinde');
    const shortened = isSettled ? [] : lookUp(short, place.words).filter(isMeant);
    // Waldshut is a Landkreis to the register, but people call Waldshut-Tiengen so.
    const halves = isSettled || named.length === 0 ? [] : lookUp(firstHalf, place.words);
    return [...new Set([...asWritten, ...named, ...shortened, ...halves])];
  };
}

function createFormerLookup(kommunen: readonly KommuneRow[], toWords: ToWords): FindNamesakes {
  const former = kommunen.flatMap((kommune) => kommune.formerNames.map(({ name }) => ({ kommune, name })));
  const byName = Map.groupBy(former, ({ name }) => keyOf(toWords(name)));
  return (name) => [...new Set((byName.get(keyOf(toWords(name))) ?? []).map(({ kommune }) => kommune))];
}

function groupByName(kommunen: readonly KommuneRow[], toWords: ToWords, nameOf: (kommune: KommuneRow) => string) {
  return Map.groupBy(kommunen, (kommune) => keyOf(toWords(nameOf(kommune))));
}

function keyOf(words: readonly string[]): string {
  return words.map((word) => (word === 'sankt' ? 'st' : word)).join('');
}
