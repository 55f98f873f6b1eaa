import { NotCovered } from './not-covered.ts';
import { isInheritedName } from './object-tools.ts';
import { namesOf, type Place } from './place.ts';
import { createWalk } from './place-walk.ts';

/** By path without lists: how many fetches of the plan create objects there. */
export type Writers = ReadonlyMap<string, number>;

/** Counts the writers of every path. */
export function countWriters(pathsByFetch: readonly ReadonlySet<string>[]): Writers {
  const writers = new Map<string, number>();
  for (const paths of pathsByFetch) for (const path of paths) writers.set(path, (writers.get(path) ?? 0) + 1);
  return writers;
}

/**
 * The places of a plan's fetches, by their path joined by dots.
 *
 * @throws NotCovered
 */
export function createPlaces(paths: readonly (readonly string[])[], writers: Writers): Map<string, Place> {
  const different = new Map(paths.filter((path) => path.length > 0).map((path) => [path.join('.'), path]));
  const ids = new Map([...different.keys()].map((key, id) => [key, id]));
  return new Map(
    [...different].map(([key, path]) => {
      const placeAtLevel = path.map((_, level) => ids.get(path.slice(0, level + 1).join('.')) ?? -1);
      const names = namesOf(path);
      if (path.some(isInheritedName)) throw new NotCovered('response name that every object inherits');
      const walk = createWalk(path, placeAtLevel);
      return [key, { id: ids.get(key) as number, path, names, sharable: writers.get(names) === 1, walk }];
    }),
  );
}
