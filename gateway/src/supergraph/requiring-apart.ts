import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { nameNode } from '../name-node.ts';
import { parseFieldSet } from './field-set.ts';
import {
  booleanArgument,
  graphOf,
  type JoinNames,
  readJoinNames,
  readSubgraphNames,
  textArgument,
} from './join-directives.ts';
import type { FieldsType } from './required-names.ts';

/** A field that requires others, as a subgraph knows it. */
export interface RequiringField {
  readonly type: string;
  readonly field: string;
  readonly required: SelectionSetNode;
  readonly subgraph: string;
}

/** A field for which a subgraph was made. */
interface Apart extends RequiringField {
  /** The subgraph that has the field, and the one made for it, as the join directives call them. */
  readonly graph: string;
  readonly copy: string;
}

/**
 * Gives every field that requires others a subgraph of its own, and lets it require nothing.
 *
 * To ask for such a field, a planner must then go to another subgraph by a key. What it has to take there it need not know. The new
 * subgraph has what the field leads to, and of the field's own type its keys only.
 *
 * @returns the fields by the name of their new subgraph; undefined for a supergraph of Federation 1
 */
export function setRequiringApart(
  supergraph: DocumentNode,
): { document: DocumentNode; fields: ReadonlyMap<string, RequiringField> } | undefined {
  const join = readJoinNames(supergraph);
  if (!join) return undefined;
  const apart = findRequiring(supergraph, join);
  const roots = rootTypes(supergraph);
  const copied = (directives: readonly ConstDirectiveNode[] = []) =>
    directives.flatMap((one) => [one, ...copiesOf(one, apart)]);
  const inType = (node: FieldsType) => withCopies(node, apart, join, roots);
  const document = visit(supergraph, {
    ObjectTypeDefinition: inType,
    InterfaceTypeDefinition: inType,
    UnionTypeDefinition: (node) => ({ ...node, directives: copied(node.directives) }),
    ScalarTypeDefinition: (node) => ({ ...node, directives: copied(node.directives) }),
    InputObjectTypeDefinition: (node) => ({ ...node, directives: copied(node.directives) }),
    InputValueDefinition: (node) => ({ ...node, directives: copied(node.directives) }),
    EnumTypeDefinition: (node) => ({
      ...node,
      directives: copied(node.directives),
      values: valuesOf(node, apart, join),
    }),
    EnumValueDefinition: (node) => ({ ...node, directives: copied(node.directives) }),
  });
  return { document, fields: new Map(apart.map((one) => [nameOf(one), one])) };
}

function nameOf({ subgraph, copy }: Apart): string {
  return `${subgraph} ${copy}`;
}

function findRequiring(supergraph: DocumentNode, join: JoinNames): Apart[] {
  const subgraphs = readSubgraphNames(supergraph, join.graph);
  return supergraph.definitions
    .filter(isFieldsType)
    .flatMap((type) =>
      (type.fields ?? []).flatMap((field) =>
        (field.directives ?? []).flatMap((directive) => {
          const requires = directive.name.value === join.field ? textArgument(directive, 'requires') : undefined;
          return requires === undefined ? [] : [{ type, field, directive, requires }];
        }),
      ),
    )
    .map(({ type, field, directive, requires }, number) => {
      const graph = graphOf(directive);
      return {
        ...{ type: type.name.value, field: field.name.value, required: parseFieldSet(requires) },
        ...{ graph, subgraph: subgraphs.get(graph) ?? '', copy: `${graph}__APART_${number}` },
      };
    });
}

/** What is known of one type while it is copied. */
interface Copying {
  readonly join: JoinNames;
  readonly isRoot: boolean;
  /** The type's own fields that stand apart: their subgraphs know its keys, and nothing else of it. */
  readonly own: readonly Apart[];
  readonly others: readonly Apart[];
  readonly keyNames: ReadonlySet<string>;
  /** All subgraphs that know the type, but those of its own fields. */
  readonly graphs: readonly string[];
}

function withCopies(
  node: FieldsType,
  apart: readonly Apart[],
  join: JoinNames,
  roots: ReadonlySet<string>,
): FieldsType {
  const type = node.name.value;
  const [own, others] = [apart.filter((one) => one.type === type), apart.filter((one) => one.type !== type)];
  const types = (node.directives ?? []).filter(({ name }) => name.value === join.type);
  const keyNames = new Set(types.flatMap((one) => namesIn(textArgument(one, 'key'))));
  const graphs = [...new Set([...types, ...types.flatMap((one) => copiesOf(one, others))].map(graphOf))];
  const isOwn = (copy: ConstDirectiveNode) => own.some((one) => one.copy === graphOf(copy));
  const directives = (node.directives ?? []).flatMap((one) => {
    const copies = copiesOf(one, apart);
    const isKey = one.name.value === join.type && textArgument(one, 'key') !== undefined;
    return [one, ...(isKey ? copies.map((copy) => (isOwn(copy) ? copy : unresolvable(copy))) : copies)];
  });
  const copying = { join, isRoot: roots.has(type), own, others, keyNames, graphs };
  return {
    ...node,
    directives,
    fields: (node.fields ?? []).map((field) => fieldWithCopies(field, copying)),
  } as FieldsType;
}

function fieldWithCopies(field: FieldDefinitionNode, copying: Copying): FieldDefinitionNode {
  const { join, isRoot, own, others, keyNames, graphs } = copying;
  const directives = field.directives ?? [];
  const isKey = keyNames.has(field.name.value);
  if (!directives.some(({ name }) => name.value === join.field)) {
    // Without a word, all subgraphs know it: now it takes one.
    if (own.length === 0 || isKey) return field;
    return { ...field, directives: [...directives, ...graphs.map((graph) => joinField(join, graph))] };
  }
  const sharing = isRoot ? [] : isKey ? [...own, ...others] : others;
  return {
    ...field,
    directives: directives.flatMap((one) => {
      const isRequiring = one.name.value === join.field && textArgument(one, 'requires') !== undefined;
      if (!isRequiring) return [one, ...copiesOf(one, sharing)];
      return copiesOf(
        withoutRequires(one),
        own.filter((apart) => apart.field === field.name.value),
      );
    }),
  };
}

/** What is said of a subgraph is said of the ones that were made of it, too. */
function copiesOf(directive: ConstDirectiveNode, apart: readonly Apart[]): ConstDirectiveNode[] {
  const graph = graphOf(directive);
  return apart
    .filter((one) => one.graph === graph)
    .map(({ copy }) => ({
      ...directive,
      arguments: (directive.arguments ?? []).map((argument) =>
        argument.name.value === 'graph' ? { ...argument, value: { kind: Kind.ENUM, value: copy } } : argument,
      ),
    }));
}

function valuesOf(
  node: EnumTypeDefinitionNode,
  apart: readonly Apart[],
  join: JoinNames,
): EnumTypeDefinitionNode['values'] {
  return node.values?.flatMap((value) => {
    if (!value.directives?.some(({ name }) => name.value === join.graph)) return [value];
    const copies = apart.filter(({ graph }) => graph === value.name.value);
    return [
      value,
      ...copies.map((one) => ({
        ...value,
        name: nameNode(one.copy),
        directives: (value.directives ?? []).map((directive) => ({
          ...directive,
          arguments: (directive.arguments ?? []).map((argument) =>
            argument.name.value === 'name'
              ? { ...argument, value: { kind: Kind.STRING, value: nameOf(one) } as const }
              : argument,
          ),
        })),
      })),
    ];
  });
}

function unresolvable(directive: ConstDirectiveNode): ConstDirectiveNode {
  if (booleanArgument(directive, 'resolvable') === false) return directive;
  const value = { kind: Kind.BOOLEAN, value: false } as const;
  return {
    ...directive,
    arguments: [...(directive.arguments ?? []), { kind: Kind.ARGUMENT, name: nameNode('resolvable'), value }],
  };
}

function withoutRequires(directive: ConstDirectiveNode): ConstDirectiveNode {
  return { ...directive, arguments: directive.arguments?.filter(({ name }) => name.value !== 'requires') ?? [] };
}

function joinField(join: JoinNames, graph: string): ConstDirectiveNode {
  const value = { kind: Kind.ENUM, value: graph } as const;
  return {
    kind: Kind.DIRECTIVE,
    name: nameNode(join.field),
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode('graph'), value }],
  };
}

function namesIn(key: string | undefined): string[] {
  if (key === undefined) return [];
  return parseFieldSet(key).selections.flatMap((node) => (node.kind === Kind.FIELD ? [node.name.value] : []));
}

function rootTypes(supergraph: DocumentNode): ReadonlySet<string> {
  const roots = supergraph.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION ? node.operationTypes.map(({ type }) => type.name.value) : [],
  );
  return new Set(roots);
}

function isFieldsType(node: DocumentNode['definitions'][number]): node is FieldsType {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;
}
