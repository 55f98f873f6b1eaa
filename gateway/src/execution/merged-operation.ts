import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { nameNode } from '../name-node.ts';
import type { EntityFetchPlan } from './fetch-plan.ts';
import { bodyHead } from './request-body.ts';

/** Several entity fetches to one subgraph as one operation. */
export interface MergedOperation {
  readonly bodyHead: string;
  /** By part: the response name of its `_entities`. */
  readonly aliases: readonly string[];
  readonly variables: readonly string[];
}

/** Finds the merged operation for fetches that happen to be ready together. */
export type OperationMerger = (fetches: readonly EntityFetchPlan[]) => MergedOperation | undefined;

/** Which fetches are ready together differs between requests; this many combinations are kept. */
const KEPT_COMBINATIONS = 64;

/** Merges the operations of one plan's fetches, and remembers what it has merged. */
export function createOperationMerger(): OperationMerger {
  const known = new Map<string, MergedOperation | undefined>();
  return (fetches) => {
    const key = fetches.map((fetch) => fetch.id).join();
    if (known.has(key)) return known.get(key);
    if (known.size >= KEPT_COMBINATIONS) known.clear();
    const merged = mergeOperations(fetches);
    known.set(key, merged);
    return merged;
  };
}

/** Response name of one part. Planned operations hold no such name at their top: `_entities` is all they ask there. */
const aliasOf = (part: number) => `e${part}`;

/** The variable that takes the representations of one part. */
export const representationsOf = (part: number) => `representations_${part}`;

/**
 * Writes the fetches' operations as one, each under an alias of its own.
 *
 * @returns undefined where that could change what they mean: the fetches then travel separately.
 */
export function mergeOperations(fetches: readonly EntityFetchPlan[]): MergedOperation | undefined {
  const variables = new Map<string, VariableDefinitionNode>();
  const fragments = new Map<string, FragmentDefinitionNode>();
  const selections: FieldNode[] = [];
  for (const [part, fetch] of fetches.entries()) {
    const field = onlyField(fetch.definition);
    if (!field || fetch.kind !== 'query') return undefined;
    for (const definition of fetch.definition.variableDefinitions ?? []) {
      const renamed = renameRepresentations(definition, part);
      if (!addUnlessDifferent(variables, renamed.variable.name.value, renamed)) return undefined;
    }
    for (const fragment of fetch.fragments) {
      if (!addUnlessDifferent(fragments, fragment.name.value, fragment)) return undefined;
    }
    selections.push({ ...renameRepresentations(field, part), alias: nameNode(aliasOf(part)) });
  }
  const first = fetches[0] as EntityFetchPlan;
  const operationName = first.operationName && fetches.map((fetch) => fetch.operationName).join('_and_');
  const definition: OperationDefinitionNode = {
    ...first.definition,
    ...(operationName !== undefined && { name: nameNode(operationName) }),
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
  const query = stripIgnoredCharacters([definition, ...fragments.values()].map(print).join(' '));
  return {
    bodyHead: bodyHead(query, operationName),
    aliases: fetches.map((_, part) => aliasOf(part)),
    variables: [...new Set(fetches.flatMap((fetch) => fetch.variables))],
  };
}

/** The operation's `_entities`, if it asks nothing else and has no directive that would now count for others too. */
function onlyField(definition: OperationDefinitionNode): FieldNode | undefined {
  const [field, ...others] = definition.selectionSet.selections;
  if (field?.kind !== Kind.FIELD || field.name.value !== '_entities' || field.alias) return undefined;
  return others.length === 0 && !definition.directives?.length ? field : undefined;
}

function renameRepresentations<Node extends FieldNode | VariableDefinitionNode>(node: Node, part: number): Node {
  return visit(node, {
    Variable: (variable) =>
      variable.name.value === 'representations' ? { ...variable, name: nameNode(representationsOf(part)) } : undefined,
  });
}

function addUnlessDifferent<Node extends VariableDefinitionNode | FragmentDefinitionNode>(
  nodes: Map<string, Node>,
  name: string,
  node: Node,
): boolean {
  const existing = nodes.get(name);
  if (existing) return print(existing) === print(node);
  nodes.set(name, node);
  return true;
}
