import type { CompositeType, FieldDefinition, Schema } from '@apollo/federation-internals';
import { type DocumentNode, parse, visit } from 'graphql';

/** What subgraphs have to be told of an entity before they can answer. */
export interface Needs {
  /** The names of all fields that a `@key` or a `@requires` names. */
  readonly needed: ReadonlySet<string>;
  /** The names of all fields that have a `@requires`. */
  readonly requiring: ReadonlySet<string>;
  /** By coordinate, like `Product.shipping`: what subgraphs require for it, as they wrote it. */
  readonly required: ReadonlyMap<string, readonly string[]>;
  /** True if a subgraph knows an interface as an object (`@interfaceObject`). */
  readonly hasInterfaceObjects: boolean;
}

export function readNeeds(supergraph: Schema): Needs {
  const needed = new Set<string>();
  const requiring = new Set<string>();
  const required = new Map<string, string[]>();
  let hasInterfaceObjects = false;
  const note = (fields: string | undefined): void => {
    if (fields !== undefined) for (const name of fieldNames(parse(`{${fields}}`))) needed.add(name);
  };
  for (const application of supergraph.directive('join__type')?.applications() ?? []) {
    const { key, isInterfaceObject } = application.arguments() as { key?: string; isInterfaceObject?: boolean };
    note(key);
    hasInterfaceObjects ||= isInterfaceObject === true;
  }
  for (const application of supergraph.directive('join__field')?.applications() ?? []) {
    const { requires } = application.arguments() as { requires?: string };
    note(requires);
    if (requires === undefined) continue;
    const field = application.parent as unknown as FieldDefinition<CompositeType>;
    requiring.add(field.name);
    required.getOrInsertComputed(field.coordinate, () => []).push(requires);
  }
  return { needed, requiring, required, hasInterfaceObjects };
}

function fieldNames(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  visit(document, { Field: (field) => void names.add(field.name.value) });
  return names;
}
