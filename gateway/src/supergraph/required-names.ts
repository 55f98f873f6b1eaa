import {
  type DocumentNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type TypeNode,
} from 'graphql';
import { parseFieldSet } from './field-set.ts';
import type { HiddenField } from './hidden-fields.ts';

export type FieldsType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** A `requires` of a join directive, and where it stands. */
export interface RequiresClause {
  readonly fields: string;
  readonly type: string;
  readonly graph: string;
}

/** Gives names to required fields that take arguments. */
export interface RequiredNames {
  /** The clause with hidden names, and which. */
  readonly rename: (clause: RequiresClause) => { readonly fields: string; readonly used: ReadonlySet<string> };
  /** By hidden name. */
  readonly hidden: ReadonlyMap<string, HiddenField>;
  /** By type and hidden name: the subgraphs that require it there. */
  readonly users: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
}

/** One field with one set of arguments has one hidden name, wherever it is required. */
export function createRequiredNames(supergraph: DocumentNode): RequiredNames {
  const types = fieldsTypes(supergraph);
  const byName = new Map(types.map((type) => [type.name.value, type]));
  const nameOf = createNaming(types);
  const users = new Map<string, Map<string, Set<string>>>();

  const noteUse = (hidden: string, type: string, graph: string): void => {
    for (const name of [type, ...implementationsOf(types, type)]) {
      const ofType = users.getOrInsertComputed(name, () => new Map());
      ofType.getOrInsertComputed(hidden, () => new Set()).add(graph);
    }
  };

  const renameIn = (
    set: SelectionSetNode,
    type: string,
    found: (hidden: string, type: string) => void,
  ): SelectionSetNode => ({
    ...set,
    selections: set.selections.map((node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return node;
      if (node.kind === Kind.INLINE_FRAGMENT) {
        return { ...node, selectionSet: renameIn(node.selectionSet, node.typeCondition?.name.value ?? type, found) };
      }
      const definition = byName.get(type)?.fields?.find((field) => field.name.value === node.name.value);
      if (!definition) return node;
      const below = node.selectionSet && renameIn(node.selectionSet, namedType(definition.type), found);
      const field = below ? { ...node, selectionSet: below } : node;
      if (!definition.arguments?.length) return field;
      const hidden = nameOf.name(node);
      found(hidden, type);
      return { ...field, name: { kind: Kind.NAME, value: hidden }, arguments: [] };
    }),
  });

  return {
    hidden: nameOf.hidden,
    users,
    rename({ fields, type, graph }) {
      const used = new Set<string>();
      const renamed = renameIn(parseFieldSet(fields), type, (hidden, on) => {
        used.add(hidden);
        noteUse(hidden, on, graph);
      });
      return { fields: stripIgnoredCharacters(print(renamed)).slice(1, -1), used };
    },
  };
}

/** Numbers the hidden names, past those that a field already has. */
function createNaming(types: readonly FieldsType[]) {
  const taken = new Set(types.flatMap((type) => type.fields?.map((field) => field.name.value) ?? []));
  const hidden = new Map<string, HiddenField>();
  const byText = new Map<string, string>();
  const unusedName = (name: string): string => {
    for (let number = hidden.size; ; number++) {
      const candidate = `${name}__required_${number}`;
      if (!taken.has(candidate)) return candidate;
    }
  };
  return {
    hidden,
    name(node: FieldNode): string {
      const { selectionSet: _, ...withoutBelow } = node;
      return byText.getOrInsertComputed(print(withoutBelow), () => {
        const name = unusedName(node.name.value);
        taken.add(name);
        hidden.set(name, { name: node.name.value, arguments: node.arguments ?? [] });
        return name;
      });
    },
  };
}

function fieldsTypes(document: DocumentNode): readonly FieldsType[] {
  return document.definitions.filter(
    (node): node is FieldsType =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );
}

function implementationsOf(types: readonly FieldsType[], name: string): string[] {
  return types.filter((type) => type.interfaces?.some((one) => one.name.value === name)).map((type) => type.name.value);
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
