/**
 * Where `query` ends in `text` when it is read from `from` on with exactly one letter left out, added, wrong, or two neighbours
 * swapped. `sure` is how many letters agree after the error.
 */
export interface Reading {
  readonly end: number;
  readonly sure: number;
}

/**
 * All readings of `query` at the beginning of `text.slice(from)` with one typing error.
 *
 * Up to the first difference both agree; the error is there or, where letters repeat, gives the same text as one there.
 */
export function readWithOneError(query: string, text: string, from: number): Reading[] {
  let same = 0;
  while (same < query.length && query[same] === text[from + same]) same++;
  const at = from + same;
  const swapped = query[same] === text[at + 1] && query[same + 1] === text[at];
  const errors = [
    { skipInQuery: 1, skipInText: 1 },
    { skipInQuery: 1, skipInText: 0 },
    { skipInQuery: 0, skipInText: 1 },
    ...(swapped ? [{ skipInQuery: 2, skipInText: 2 }] : []),
  ];
  return errors.flatMap(({ skipInQuery, skipInText }) => {
    const rest = query.slice(same + skipInQuery);
    const start = at + skipInText;
    const fits = same + skipInQuery <= query.length && start <= text.length && text.startsWith(rest, start);
    return fits ? [{ end: start + rest.length, sure: rest.length }] : [];
  });
}
