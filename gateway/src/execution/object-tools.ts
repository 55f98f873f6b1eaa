/** An object as JSON.parse makes it. */
export type JsonObject = Record<string, unknown>;

/** True for objects that are not arrays. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads an own property; inherited ones (`constructor`, `toString`) count as missing. */
export function getOwn(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Names that every plain object inherits: reading them without an own-check could find a function. */
export function isInheritedName(name: string): boolean {
  return name in Object.prototype;
}

/** Writes an own property even where the name is special (`__proto__`). */
export function setOwn(object: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
  } else {
    object[key] = value;
  }
}
