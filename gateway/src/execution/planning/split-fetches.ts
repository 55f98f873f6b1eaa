import type { FetchNode, QueryPlan, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { HiddenFields } from '../../supergraph/hidden-fields.ts';
import { type FieldOfType, fieldsOf, onlyFields } from './fetch-operation.ts';
import { mapFetches } from './plan-nodes.ts';

/**
 * Splits fetches whose fields require one field of the subgraph with different arguments. In a representation there is
 * room for one value of it, so each needs a call, or a part of a call, of its own.
 */
export function splitFetches(plan: QueryPlan, hidden: HiddenFields): QueryPlan {
  return hidden.isEmpty ? plan : mapFetches(plan, (fetch) => splitFetch(fetch, hidden));
}

/** By hidden name: the others that stand for the same field of the same object. */
type Rivals = ReadonlyMap<string, ReadonlySet<string>>;

function splitFetch(fetch: FetchNode, hidden: HiddenFields): FetchNode[] {
  const rivals = findRivals(fetch.requires ?? [], hidden);
  if (rivals.size === 0) return [fetch];
  const groups: { fields: Set<string>; needs: Set<string> }[] = [];
  for (const field of fieldsOf(fetch)) {
    const needs = [...hidden.requiredFor(fetch.serviceName, field.type, field.name)].filter((name) => rivals.has(name));
    const fitting = groups.find((group) => needs.every((name) => group.needs.isDisjointFrom(rivalsOf(rivals, name))));
    const group = fitting ?? { fields: new Set<string>(), needs: new Set<string>() };
    if (!fitting) groups.push(group);
    group.fields.add(keyOf(field));
    for (const name of needs) group.needs.add(name);
  }
  return groups.map(({ fields, needs }, number) => ({
    ...onlyFields(fetch, (field) => fields.has(keyOf(field)), number === 0 ? '' : `_${number}`),
    requires: withoutRivals(fetch.requires ?? [], (name) => rivals.has(name) && !needs.has(name)),
  }));
}

function keyOf({ type, name }: FieldOfType): string {
  return `${type}.${name}`;
}

function rivalsOf(rivals: Rivals, name: string): ReadonlySet<string> {
  return rivals.get(name) ?? new Set();
}

function findRivals(selections: readonly QueryPlanSelectionNode[], hidden: HiddenFields): Rivals {
  const byRealPath = new Map<string, Set<string>>();
  const walk = (nodes: readonly QueryPlanSelectionNode[], path: string): void => {
    for (const node of nodes) {
      if (node.kind === 'InlineFragment') {
        walk(node.selections, path);
        continue;
      }
      const realPath = `${path}.${hidden.realName(node.name)}`;
      byRealPath.getOrInsertComputed(realPath, () => new Set()).add(node.name);
      walk(node.selections ?? [], realPath);
    }
  };
  walk(selections, '');
  const rivals = new Map<string, Set<string>>();
  for (const names of byRealPath.values()) {
    if (names.size < 2) continue;
    for (const name of names) rivals.set(name, names.difference(new Set([name])));
  }
  return rivals;
}

function withoutRivals(
  selections: readonly QueryPlanSelectionNode[],
  isRival: (name: string) => boolean,
): QueryPlanSelectionNode[] {
  return selections.flatMap((node) => {
    if (node.kind === 'Field' && isRival(node.name)) return [];
    return node.selections ? [{ ...node, selections: withoutRivals(node.selections, isRival) }] : [node];
  });
}
