import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  Kind,
} from 'graphql';
import { readLinks } from '../supergraph/links.ts';

/** How long a list is, as `@listSize` says it. */
export interface ListSize {
  readonly assumedSize: number | undefined;
  /** Arguments that say how long the list may become. With several, the largest counts. */
  readonly slicingArguments: readonly string[];
  /** The lists are these fields of what the field answers. None: the field itself is the list. */
  readonly sizedFields: readonly string[];
}

/** What a supergraph says about costs, by coordinate: `Query.cases`, `Query.cases(filter:)`, `CaseFilter.text`, `Case`. */
export interface CostRules {
  readonly weights: ReadonlyMap<string, number>;
  readonly listSizes: ReadonlyMap<string, ListSize>;
}

const costIdentity = 'https://specs.apollo.dev/cost';

/** Reads `@cost` and `@listSize`. Null where the supergraph does not use them: then costs cannot be told. */
export function readCostRules(supergraph: DocumentNode): CostRules | null {
  const link = readLinks(supergraph).find(({ identity }) => identity === costIdentity);
  if (!link) return null;
  const names = { cost: link.directive('cost'), listSize: link.directive('listSize') };
  const weights = new Map<string, number>();
  const listSizes = new Map<string, ListSize>();

  function read(coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): void {
    for (const directive of directives ?? []) {
      if (directive.name.value === names.cost) weights.set(coordinate, numberAt(directive, 'weight') ?? 1);
      if (directive.name.value === names.listSize) listSizes.set(coordinate, readListSize(directive));
    }
  }

  for (const node of supergraph.definitions) {
    if (!('name' in node) || !node.name || !('directives' in node)) continue;
    const type = node.name.value;
    read(type, node.directives as readonly ConstDirectiveNode[]);
    if (!('fields' in node)) continue;
    for (const field of (node.fields ?? []) as readonly (FieldDefinitionNode | InputValueDefinitionNode)[]) {
      const coordinate = `${type}.${field.name.value}`;
      read(coordinate, field.directives);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) read(`${coordinate}(${argument.name.value}:)`, argument.directives);
    }
  }
  return { weights, listSizes };
}

function readListSize(directive: ConstDirectiveNode): ListSize {
  return {
    assumedSize: numberAt(directive, 'assumedSize'),
    slicingArguments: textsAt(directive, 'slicingArguments'),
    sizedFields: textsAt(directive, 'sizedFields'),
  };
}

function numberAt(directive: ConstDirectiveNode, name: string): number | undefined {
  const value = directive.arguments?.find((entry) => entry.name.value === name)?.value;
  return value?.kind === Kind.INT ? Number(value.value) : undefined;
}

function textsAt(directive: ConstDirectiveNode, name: string): readonly string[] {
  const value = directive.arguments?.find((entry) => entry.name.value === name)?.value;
  const items = value?.kind === Kind.LIST ? value.values : value ? [value] : [];
  return items.flatMap((item) => (item.kind === Kind.STRING ? [item.value] : []));
}
