import type { ResponsePath } from '@apollo/query-planner';
import { getOwn, isObject, type JsonObject } from './object-tools.ts';

/** Where in the answer a fetch's entities stand: response names, with `@` for every list on the way. */
export interface Place {
  readonly id: number;
  readonly path: readonly string[];
  /** The path without its lists, as one text: the same for everything that one selection of the plan leads to. */
  readonly names: string;
  /**
   * True if one fetch alone creates the objects here. Then two entities that are equal here stay equal whatever is
   * fetched later, and may become one object.
   */
  sharable: boolean;
  /** By level of `path`: the place that ends at this level, or -1. */
  placeAtLevel: readonly number[];
}

/** Joins the response names of a path; lists do not count. */
export function namesOf(path: readonly (string | number)[]): string {
  return path.filter((element) => element !== '@').join('.');
}

type Visit = (object: JsonObject, holder: unknown[] | JsonObject, key: string | number) => void;

/**
 * Visits every object that stands at the place, with what holds it. Nulls, missing values and values of a wrong shape
 * (a subgraph's fault) are passed over. An object that stands at several places is visited once for each holder.
 */
export function visitPlace(root: JsonObject, place: Place, sharedAt: readonly boolean[], visit: Visit): void {
  const last = place.path.length - 1;
  let level: unknown[] = [root];
  for (let i = 0; i < last; i++) {
    level = nextLevel(level, place.path[i] as string);
    const placeHere = place.placeAtLevel[i] as number;
    // Objects that are one here would be walked through once for every place where they stand.
    if (placeHere >= 0 && sharedAt[placeHere]) level = [...new Set(level)];
  }
  visitHolders(level, place.path[last] as string, visit);
}

function nextLevel(level: unknown[], element: string): unknown[] {
  const next: unknown[] = [];
  for (const value of level) {
    if (element === '@') {
      if (Array.isArray(value)) for (const item of value) if (item != null) next.push(item);
    } else if (isObject(value)) {
      const item = getOwn(value, element);
      if (item != null) next.push(item);
    }
  }
  return next;
}

function visitHolders(holders: unknown[], element: string, visit: Visit): void {
  for (const holder of holders) {
    if (element === '@') {
      if (!Array.isArray(holder)) continue;
      for (let i = 0; i < holder.length; i++) if (isObject(holder[i])) visit(holder[i], holder, i);
    } else if (isObject(holder)) {
      const object = getOwn(holder, element);
      if (isObject(object)) visit(object, holder, element);
    }
  }
}

/** Finds every path (with list indices) at which one of the wanted objects stands. Walks everything: for errors only. */
export function pathsOf(root: JsonObject, place: Place, wanted: ReadonlySet<object>): Map<object, ResponsePath[]> {
  const found = new Map<object, ResponsePath[]>();
  const walk = (value: unknown, level: number, path: ResponsePath): void => {
    if (value == null) return;
    if (level === place.path.length) {
      if (!wanted.has(value as object)) return;
      const paths = found.get(value as object);
      if (paths) paths.push(path);
      else found.set(value as object, [path]);
      return;
    }
    const element = place.path[level] as string;
    if (element === '@') {
      if (Array.isArray(value))
        value.forEach((item, index) => {
          walk(item, level + 1, [...path, index]);
        });
    } else if (isObject(value)) {
      walk(getOwn(value, element), level + 1, [...path, element]);
    }
  };
  walk(root, 0, []);
  return found;
}
