/**
 * What a viewer must have: any one of the alternatives, all scopes of it. `[[]]` asks for nothing, `[]` can be met by nobody.
 */
export type Requirement = readonly (readonly string[])[];

export const nothing: Requirement = [[]];

/** Stands for `@authenticated` among the scopes. No scope of a token can have this name: it has a blank. */
export const signedIn = 'signed in';

/** A rule book with more alternatives than this in one place is not one that people can check. */
const maxAlternatives = 1000;

/** Both must be met. */
export function both(left: Requirement, right: Requirement): Requirement {
  if (left === nothing) return right;
  if (right === nothing) return left;
  if (left.length * right.length > maxAlternatives) throw new Error('too many alternatives of scopes in one place');
  const combined = left.flatMap((one) => right.map((other) => [...new Set([...one, ...other])].sort()));
  return combined.filter(
    (one, at) => !combined.some((other, place) => place !== at && isWeaker(other, one, place < at)),
  );
}

/** Whether whoever meets `one` always meets `other` too. Of two equal ones the earlier counts. */
function isWeaker(other: readonly string[], one: readonly string[], earlier: boolean): boolean {
  return other.every((scope) => one.includes(scope)) && (other.length < one.length || earlier);
}

export function isMet(requirement: Requirement, granted: ReadonlySet<string>): boolean {
  return requirement.some((scopes) => scopes.every((scope) => granted.has(scope)));
}

/** Whether whoever meets `requirement` always meets `other` too. */
export function implies(requirement: Requirement, other: Requirement): boolean {
  return requirement.every((one) => other.some((scopes) => scopes.every((scope) => one.includes(scope))));
}
