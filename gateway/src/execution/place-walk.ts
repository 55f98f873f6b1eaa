import type { JsonObject } from './object-tools.ts';

/** Called with an object and what holds it. */
export type Visit = (object: JsonObject, holder: Record<string | number, unknown>, key: string | number) => void;

/** Visits the objects at a place. `isShared` tells, by number of the place, where equal entities are one object. */
export type WalkPlace = (root: JsonObject, isShared: readonly boolean[], visit: Visit) => void;

/**
 * Writes the walk to a place as code, a loop in a loop for each list on the way: reading fields is then several times as
 * fast as in a loop over the path, because every line of it always meets the same kind of object.
 *
 * Nulls, missing values and values of a wrong shape (a subgraph's fault) are passed over.
 *
 * @param path response names, and `@` for lists; none of the names is one that every object inherits
 * @param placeAtLevel by level of the path: the place that ends there, or -1
 */
export function createWalk(path: readonly string[], placeAtLevel: readonly number[]): WalkPlace {
  const body = walkFrom(0, path, placeAtLevel);
  const seen = placeAtLevel.map((_, level) => `let seen${level};`).join(' ');
  return new Function('root', 'isShared', 'visit', `${seen} const value0 = root; ${body}`) as WalkPlace;
}

/** The code that goes on from `value<level>`, which may be anything. */
function walkFrom(level: number, path: readonly string[], placeAtLevel: readonly number[]): string {
  const element = path[level];
  const [holder, value, index] = [`value${level}`, `value${level + 1}`, `i${level}`];
  const key = element === '@' ? index : JSON.stringify(element);
  const next =
    level === path.length - 1
      ? `if (${isObjectCode(value)}) visit(${value}, ${holder}, ${key});`
      : onceIfShared(level, value, placeAtLevel[level] ?? -1, walkFrom(level + 1, path, placeAtLevel));
  const read = `const ${value} = ${holder}[${key}]; ${next}`;
  return element === '@'
    ? `if (Array.isArray(${holder})) for (let ${index} = 0; ${index} < ${holder}.length; ${index}++) { ${read} }`
    : `if (${isObjectCode(holder)}) { ${read} }`;
}

function isObjectCode(value: string): string {
  return `typeof ${value} === 'object' && ${value} !== null && !Array.isArray(${value})`;
}

/** On the way, an object that stands at several places is walked through once. */
function onceIfShared(level: number, value: string, place: number, code: string): string {
  if (place < 0) return code;
  const seen = `seen${level}`;
  // The size is read before and after: it grows if the object is a new one.
  return `if (!isShared[${place}] || (${seen} ??= new Set()).size !== ${seen}.add(${value}).size) { ${code} }`;
}
