import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** A subgraph operation of a plan, parsed. */
export interface ParsedOperation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: readonly FragmentDefinitionNode[];
}

/** Paths of response names, joined by dots, without lists. */
export interface SelectedPaths {
  /** Of all fields that a fetch asks for. */
  readonly fields: ReadonlySet<string>;
  /** Of those among them that are objects or lists of objects. */
  readonly objects: ReadonlySet<string>;
}

/**
 * Finds out what a fetch's answer brings, and where that belongs in the whole answer.
 *
 * @param base names of the place where the fetch's answer belongs
 * @param isEntityFetch true if the answer is a list `_entities`, whose elements belong there
 */
export function selectedPaths(
  { definition, fragments }: ParsedOperation,
  base: string,
  isEntityFetch: boolean,
): SelectedPaths {
  const fields = new Set<string>();
  const objects = new Set<string>();
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const walk = (selectionSet: SelectionSetNode, path: string): void => {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = byName.get(selection.name.value);
        if (fragment) walk(fragment.selectionSet, path);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        walk(selection.selectionSet, path);
      } else {
        const fieldPath = below(path, selection.alias?.value ?? selection.name.value);
        fields.add(fieldPath);
        if (selection.selectionSet) {
          objects.add(fieldPath);
          walk(selection.selectionSet, fieldPath);
        }
      }
    }
  };
  for (const selectionSet of isEntityFetch ? entitySelections(definition) : [definition.selectionSet]) {
    walk(selectionSet, base);
  }
  return { fields, objects };
}

/** The path of a field below the object at a path. */
export function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function entitySelections({ selectionSet }: OperationDefinitionNode): SelectionSetNode[] {
  return selectionSet.selections.flatMap((field) =>
    field.kind === Kind.FIELD && field.selectionSet ? [field.selectionSet] : [],
  );
}
