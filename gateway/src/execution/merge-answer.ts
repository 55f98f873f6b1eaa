import { getOwn, isObject, type JsonObject, setOwn } from './object-tools.ts';

/** Signals a subgraph's answer that contradicts what is there already: an object where a value of another kind stands. */
export class MergeConflict extends Error {}

/**
 * Merges `source` into `target` as the stock gateway does: objects key by key, lists of equal length element by
 * element, anything else (also null) replaces what was there.
 *
 * @param copy true: nothing of `source` becomes part of `target`, so that it can be merged into a second target.
 * @throws MergeConflict
 */
export function mergeAnswer(target: JsonObject, source: JsonObject, copy: boolean): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    if (typeof value !== 'object' || value === null) {
      setOwn(target, key, value);
      continue;
    }
    mergeStructure(target, key, value, copy);
  }
}

function mergeStructure(target: JsonObject, key: string, value: object, copy: boolean): void {
  const existing = getOwn(target, key);
  if (existing === value) return;
  if (Array.isArray(value)) {
    if (Array.isArray(existing) && existing.length === value.length) mergeLists(existing, value, copy);
    else setOwn(target, key, copy ? structuredCopy(value) : value);
  } else if (existing) {
    if (typeof existing !== 'object') throw new MergeConflict();
    mergeAnswer(existing as JsonObject, value as JsonObject, copy);
  } else {
    setOwn(target, key, copy ? structuredCopy(value) : value);
  }
}

function mergeLists(target: unknown[], source: unknown[], copy: boolean): void {
  for (let i = 0; i < source.length; i++) {
    const [existing, value] = [target[i], source[i]];
    if (existing === value) continue;
    if (isObject(existing) && isObject(value)) mergeAnswer(existing, value, copy);
    else target[i] = copy ? structuredCopy(value) : value;
  }
}

/** Copies JSON data. */
function structuredCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(structuredCopy);
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) setOwn(copy, key, structuredCopy((value as JsonObject)[key]));
  return copy;
}
