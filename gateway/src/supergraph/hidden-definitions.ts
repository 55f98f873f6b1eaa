import { type ConstDirectiveNode, type DocumentNode, type FieldDefinitionNode, Kind, visit } from 'graphql';
import { withInaccessible } from './inaccessible.ts';
import { createInterfaceNeeds, type InterfaceNeeds } from './interface-needs.ts';
import { booleanArgument, graphOf, type JoinNames, textArgument } from './join-directives.ts';
import type { FieldsType, RequiredNames } from './required-names.ts';

interface Adding {
  readonly names: RequiredNames;
  readonly join: JoinNames;
  readonly inaccessible: ConstDirectiveNode;
  /** True if a subgraph provides a field of this name on some path, though the field is another's. */
  readonly isProvided: (field: string, graph: string) => boolean;
  readonly needs: InterfaceNeeds;
}

/**
 * Adds the hidden fields to their types: known to the same subgraphs as the real ones, and like them but for the
 * arguments. Where a subgraph knew the real field only to require it, it knows the hidden one instead.
 */
export function addHiddenDefinitions(document: DocumentNode, names: RequiredNames, join: JoinNames): DocumentNode {
  const linked = withInaccessible(document);
  const adding: Adding = {
    ...{ names, join, inaccessible: linked.directive },
    isProvided: createProvidedCheck(document, join),
    needs: createInterfaceNeeds(document, join),
  };
  const add = <Type extends FieldsType>(type: Type): Type | undefined => {
    const users = names.users.get(type.name.value);
    if (!users) return undefined;
    const added = [...users].flatMap(([hidden, graphs]) => hiddenDefinition(type, hidden, graphs, adding));
    const fields = type.fields?.map((field) => withoutNeedlessExternals(type, field, adding)) ?? [];
    return { ...type, fields: [...fields, ...added] };
  };
  return visit(linked.document, { ObjectTypeDefinition: add, InterfaceTypeDefinition: add });
}

function hiddenDefinition(
  type: FieldsType,
  hidden: string,
  graphs: ReadonlySet<string>,
  { names, join, inaccessible, needs }: Adding,
): FieldDefinitionNode[] {
  const real = type.fields?.find((field) => field.name.value === names.hidden.get(hidden)?.name);
  if (!real) return [];
  const { description: _, ...field } = real;
  const isNeeded = (graph: string) =>
    needs(type, real.name.value, graph).some((name) => names.users.get(name)?.has(hidden));
  const directives = (real.directives ?? []).filter((directive) => {
    if (directive.name.value === inaccessible.name.value) return false;
    return !isExternal(directive, join) || graphs.has(graphOf(directive)) || isNeeded(graphOf(directive));
  });
  return [
    { ...field, name: { kind: Kind.NAME, value: hidden }, arguments: [], directives: [...directives, inaccessible] },
  ];
}

/** A subgraph may not have an external field that none of its directives uses, unless an interface needs it. */
function withoutNeedlessExternals(type: FieldsType, field: FieldDefinitionNode, adding: Adding): FieldDefinitionNode {
  const { names, join, isProvided, needs } = adding;
  const users = [...(names.users.get(type.name.value) ?? [])].filter(
    ([hidden]) => names.hidden.get(hidden)?.name === field.name.value,
  );
  if (users.length === 0) return field;
  const directives = (field.directives ?? []).filter((directive) => {
    const graph = graphOf(directive);
    const isRenamed = isExternal(directive, join) && users.some(([, graphs]) => graphs.has(graph));
    return !isRenamed || isProvided(field.name.value, graph) || needs(type, field.name.value, graph).length > 0;
  });
  return { ...field, directives };
}

function isExternal(directive: ConstDirectiveNode, join: JoinNames): boolean {
  return directive.name.value === join.field && booleanArgument(directive, 'external') === true;
}

/** Looks for the name in every `provides` of a subgraph: too often found is better than once missed. */
function createProvidedCheck(document: DocumentNode, join: JoinNames): Adding['isProvided'] {
  const byGraph = new Map<string, Set<string>>();
  visit(document, {
    Directive(node) {
      const directive = node as ConstDirectiveNode;
      const provides = directive.name.value === join.field ? textArgument(directive, 'provides') : undefined;
      const names = byGraph.getOrInsertComputed(graphOf(directive), () => new Set());
      for (const name of provides?.match(/\w+/g) ?? []) names.add(name);
    },
  });
  return (field, graph) => byGraph.get(graph)?.has(field) ?? false;
}
