import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

/** A field that a fetch asks of an entity. */
export interface FieldOfType {
  /** The type condition it stands under. */
  readonly type: string;
  readonly name: string;
}

/** The fields that an entity fetch asks of its entities, not those below. */
export function fieldsOf(fetch: FetchNode): FieldOfType[] {
  const fields: FieldOfType[] = [];
  mapEntityFields(parse(fetch.operation, { noLocation: true }), (field) => {
    fields.push(field);
    return true;
  });
  return fields;
}

/**
 * The same fetch, for some of the fields only.
 *
 * @param suffix makes the operation's name another one
 */
export function onlyFields(fetch: FetchNode, isWanted: (field: FieldOfType) => boolean, suffix: string): FetchNode {
  const document = mapEntityFields(parse(fetch.operation, { noLocation: true }), isWanted);
  return withDocument(fetch, document, fetch.operationName && fetch.operationName + suffix);
}

/** The same fetch with a part of what it asks. Variables that are not used any more are left out. */
export function withDocument(
  fetch: FetchNode,
  document: DocumentNode,
  operationName: string | undefined = fetch.operationName,
): FetchNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: (variable) => {
      used.add(variable.name.value);
    },
  });
  const pruned = visit(document, {
    OperationDefinition: (node): OperationDefinitionNode => ({
      ...node,
      ...(operationName && { name: { kind: Kind.NAME, value: operationName } }),
      variableDefinitions: node.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [],
    }),
  });
  return {
    ...fetch,
    operationName,
    operation: stripIgnoredCharacters(print(pruned)),
    variableUsages: fetch.variableUsages?.filter((name) => used.has(name)) ?? [],
  };
}

/** Keeps the wanted fields of the entities. Named fragments are written out, as another part may want others of them. */
function mapEntityFields(document: DocumentNode, isWanted: (field: FieldOfType) => boolean): DocumentNode {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const keep = (selections: readonly SelectionNode[], type: string): SelectionNode[] =>
    selections.flatMap((node): SelectionNode[] => {
      if (node.kind === Kind.FIELD) return isWanted({ type, name: node.name.value }) ? [node] : [];
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
      if (!fragment) return [];
      const rest = keep(fragment.selectionSet.selections, fragment.typeCondition?.name.value ?? type);
      if (rest.length === 0) return [];
      const directives = node.directives ?? [];
      return [
        {
          kind: Kind.INLINE_FRAGMENT,
          ...(fragment.typeCondition && { typeCondition: fragment.typeCondition }),
          ...{ directives, selectionSet: { kind: Kind.SELECTION_SET, selections: rest } },
        },
      ];
    });
  const definitions = document.definitions.map((node) => {
    if (node.kind !== Kind.OPERATION_DEFINITION) return node;
    const selections = node.selectionSet.selections.map((field) =>
      field.kind === Kind.FIELD && field.selectionSet
        ? { ...field, selectionSet: { ...field.selectionSet, selections: keep(field.selectionSet.selections, '') } }
        : field,
    );
    return { ...node, selectionSet: { ...node.selectionSet, selections } };
  });
  return withoutUnusedFragments({ ...document, definitions });
}

function withoutUnusedFragments(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    FragmentSpread: (spread) => {
      used.add(spread.name.value);
    },
  });
  const definitions = document.definitions.filter(
    (node) => node.kind !== Kind.FRAGMENT_DEFINITION || used.has(node.name.value),
  );
  const isDone = definitions.length === document.definitions.length;
  return isDone ? document : withoutUnusedFragments({ ...document, definitions });
}
