import type { FactChange } from './revisions.ts';

/**
 * Which facts differ between two states of a thing, by name; `before` null where there was nothing yet.
 *
 * @param names which facts count, in the order in which they shall be told
 */
export function factChanges<const Name extends string>(
  before: Readonly<Record<Name, unknown>> | null,
  after: Readonly<Record<Name, unknown>>,
  names: readonly Name[],
): readonly FactChange[] {
  const asText = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return names
    .map((fact) => ({ fact, before: asText(before?.[fact]), after: asText(after[fact]) }))
    .filter((change) => change.before !== change.after);
}
