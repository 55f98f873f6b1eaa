import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Needs } from './needed-names.ts';

/** By variable: its value. */
export type Decided = Readonly<Record<string, boolean>>;

/** The conditions of an operation that have to be decided before it is planned. */
export interface EarlyConditions {
  /** The variables in them. */
  readonly variables: readonly string[];
  /** The document with these conditions, and those that no variable decides, gone. */
  readonly decide: (values: Decided) => DocumentNode;
}

/**
 * Finds `@skip` and `@include` at fields that have a `@requires`.
 *
 * The planner asks for such a field together with others of its subgraph, and sends them what it requires. If it is
 * skipped, nothing of that is fetched, and all the others would be null without a word. So an operation like that is planned
 * for each combination of these conditions that turns up. Where there are interface objects, it gives up on conditions far above, too.
 *
 * @returns undefined where there is nothing to decide
 */
export function findEarlyConditions(document: DocumentNode, needs: Needs): EarlyConditions | undefined {
  const conditions = conditionsAbove(document, needs);
  if (conditions.length === 0) return undefined;
  const names = conditions.map(variableOf).filter((name) => name !== undefined);
  return { variables: [...new Set(names)].sort(), decide: (values) => withDecided(document, values) };
}

function conditionsAbove(document: DocumentNode, needs: Needs): DirectiveNode[] {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const leadsToOne = (node: SelectionNode): boolean => {
    if (node.kind === Kind.FIELD && needs.requiring.has(node.name.value)) return true;
    if (node.kind === Kind.FIELD && !needs.hasInterfaceObjects) return false;
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
    return fragment?.selectionSet?.selections.some(leadsToOne) ?? false;
  };
  const found: DirectiveNode[] = [];
  const note = (node: SelectionNode): void => {
    const conditions = node.directives?.filter(isCondition) ?? [];
    if (conditions.length > 0 && leadsToOne(node)) found.push(...conditions);
  };
  visit(document, { Field: note, InlineFragment: note, FragmentSpread: note });
  return found;
}

/** The document with the conditions that these values decide, and those that no variable decides, gone. */
export function withDecided(document: DocumentNode, values: Decided): DocumentNode {
  const isTrue = (directive: DirectiveNode): boolean | undefined => {
    const value = directive.arguments?.[0]?.value;
    if (value?.kind === Kind.BOOLEAN) return value.value;
    const name = variableOf(directive);
    return name === undefined ? undefined : values[name];
  };
  const decide = (node: SelectionNode): SelectionNode[] => {
    const conditions = node.directives?.filter((one) => isCondition(one) && isTrue(one) !== undefined) ?? [];
    if (conditions.length === 0) return [node];
    if (conditions.some((one) => isTrue(one) === (one.name.value === 'skip'))) return [];
    return [{ ...node, directives: node.directives?.filter((one) => !conditions.includes(one)) ?? [] }];
  };
  return visit(document, {
    SelectionSet: {
      leave({ kind, selections }): SelectionSetNode {
        const left = selections.flatMap(decide);
        return { kind, selections: left.length > 0 ? left : [nothing] };
      },
    },
  });
}

/** There has to be something in every selection. */
const nothing: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: '__typename' },
  directives: [
    {
      kind: Kind.DIRECTIVE,
      name: { kind: Kind.NAME, value: 'skip' },
      arguments: [
        { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'if' }, value: { kind: Kind.BOOLEAN, value: true } },
      ],
    },
  ],
};

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function variableOf(directive: DirectiveNode): string | undefined {
  const value = directive.arguments?.[0]?.value;
  return value?.kind === Kind.VARIABLE ? value.name.value : undefined;
}
