// DIN 5007-1, the order of places in a gazetteer: ä counts as a, ß as ss. The second variant (ä as ae) is for names of persons.
const collator = new Intl.Collator('de');

interface Named {
  readonly ags: string;
  readonly name: string;
}

/** Alphabetical order of names after DIN 5007-1, the same as PostgreSQL's `collate "de-x-icu"`. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}

/** Alphabetical, namesakes by their keys. */
export function compareByName(a: Named, b: Named): number {
  return compareNames(a.name, b.name) || compareNames(a.ags, b.ags);
}
