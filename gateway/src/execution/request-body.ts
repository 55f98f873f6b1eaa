import type { JsonObject } from './object-tools.ts';

/** `{"query":"…","operationName":"…","variables":{` as JSON text: all of a body that does not change between requests. */
export function bodyHead(query: string, operationName: string | undefined): string {
  const name = operationName === undefined ? '' : `"operationName":${JSON.stringify(operationName)},`;
  return `{"query":${JSON.stringify(query)},${name}"variables":{`;
}

/** The client's values of those variables it gave, as the members of a JSON object. */
export function variableMembers(names: readonly string[], values: JsonObject): string[] {
  const members: string[] = [];
  for (const name of names) {
    if (!Object.hasOwn(values, name) || values[name] === undefined) continue;
    members.push(`${JSON.stringify(name)}:${JSON.stringify(values[name])}`);
  }
  return members;
}

/** Completes a head of `bodyHead`. */
export function closeBody(head: string, members: readonly string[]): string {
  return `${head}${members.join(',')}}}`;
}
