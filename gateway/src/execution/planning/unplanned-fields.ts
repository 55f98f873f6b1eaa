import { baseType, isObjectType, type Operation, type SelectionSet } from '@apollo/federation-internals';
import { type ExaminedFetch, isLegible } from './examine-fetches.ts';
import { below } from './selected-paths.ts';

/**
 * Finds fields that the plan does not fetch although they could be there. The planner leaves out, without a word, fields
 * of an interface or union none of whose types can be reached from where the field stands; the stock gateway then
 * answers null as if the subgraph had.
 *
 * Only fields of object types are looked at, and only on the way through object types: elsewhere it depends on the type
 * of what is found whether a field is asked for at all.
 *
 * @returns coordinates like `Query.lead`
 */
export function findUnplannedFields(operation: Operation, fetches: readonly ExaminedFetch[]): string[] {
  const planned = new Set(fetches.flatMap(({ selected }) => [...selected.fields]));
  const isDeep = isLegible(fetches);
  const unplanned: string[] = [];
  const walk = (selectionSet: SelectionSet, path: string): void => {
    for (const selection of selectionSet.selections()) {
      const { element } = selection;
      if (element.appliedDirectives.length > 0) continue;
      if (selection.kind === 'FragmentSelection') {
        const condition = selection.element.typeCondition;
        if (!condition || condition === selectionSet.parentType) walk(selection.selectionSet, path);
        continue;
      }
      const { definition } = selection.element;
      if (definition.isIntrospectionField() || !selection.selectionSet) continue;
      const fieldPath = below(path, selection.element.responseName());
      if (!planned.has(fieldPath)) unplanned.push(definition.coordinate);
      else if (isDeep && definition.type && isObjectType(baseType(definition.type)))
        walk(selection.selectionSet, fieldPath);
    }
  };
  walk(operation.selectionSet, '');
  return unplanned;
}
