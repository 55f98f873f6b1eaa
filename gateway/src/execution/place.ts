import type { ResponsePath } from '@apollo/query-planner';
import { getOwn, isObject, type JsonObject } from './object-tools.ts';
import type { WalkPlace } from './place-walk.ts';

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
  readonly sharable: boolean;
  readonly walk: WalkPlace;
}

/** Joins the response names of a path; lists do not count. */
export function namesOf(path: readonly (string | number)[]): string {
  return path.filter((element) => element !== '@').join('.');
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
