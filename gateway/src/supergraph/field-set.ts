import { Kind, parse, type SelectionSetNode } from 'graphql';

/** The selection set in `@requires(fields: "…")`. */
export function parseFieldSet(fields: string): SelectionSetNode {
  const [definition] = parse(`{${fields}}`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`not a selection of fields: ${fields}`);
  return definition.selectionSet;
}
