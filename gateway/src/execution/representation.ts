import { applyRewrites, isObjectOfType } from '@apollo/gateway/dist/dataRewrites.js';
import type { FetchDataRewrite, QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import { mergeAnswer } from './merge-answer.ts';
import { getOwn, isInheritedName, type JsonObject, setOwn } from './object-tools.ts';
import { tells } from './planning/unmet-requirements.ts';

/** How the entities of one type are told to a subgraph. */
export interface Represent {
  /**
   * Writes what the subgraph has to know of an entity to find it, as JSON text: equal entities give equal text.
   *
   * @returns null if something of it is missing, or if the fetch does not ask about entities of this type
   */
  readonly write: (entity: JsonObject) => string | null;
  /** The one field that all of it follows from, if there is such a one. */
  readonly keyField: string | undefined;
}

/** What a fetch requires of the entities it asks about. */
export interface Requirements {
  readonly supergraph: GraphQLSchema;
  readonly selections: readonly QueryPlanSelectionNode[];
  readonly rewrites: readonly FetchDataRewrite[];
  /** The keys by which the subgraph knows its entities; empty where each representation has one anyhow. */
  readonly keys: readonly SelectionSetNode[];
  /** The name under which the subgraph knows a field of the gateway's data. */
  readonly nameFor: (field: string) => string;
}

/** Compiles the `requires` of a fetch, for every type that an entity says it has. */
export function createRepresentations(requirements: Requirements): (typename: unknown) => Represent {
  const byTypename = new Map<unknown, Represent>();
  return (typename) => {
    const known = byTypename.get(typename);
    if (known) return known;
    const represent = lacksKeys(requirements, typename)
      ? notAsked
      : (directly(requirements, typename) ?? generally(requirements));
    // A subgraph may answer any text as __typename: only names of the schema are kept.
    if (isTypeName(requirements.supergraph, typename)) byTypename.set(typename, represent);
    return represent;
  };
}

function isTypeName(schema: GraphQLSchema, typename: unknown): boolean {
  return typeof typename === 'string' && schema.getType(typename) !== undefined;
}

const notAsked: Represent = { write: () => null, keyField: undefined };

/** Where an interface is an object to the subgraph, the planner may tell of one type what is required, and the key of another only. */
function lacksKeys({ supergraph, selections, keys }: Requirements, typename: unknown): boolean {
  if (keys.length === 0) return false;
  const told = selections.filter(
    (one) => one.kind === 'InlineFragment' && matches(supergraph, { __typename: typename }, one),
  );
  return !keys.some((key) => tells(told, key));
}

/** The usual case, without intermediate objects: one matching fragment of plain fields. */
function directly(
  { supergraph, selections, rewrites, nameFor }: Requirements,
  typename: unknown,
): Represent | undefined {
  if (rewrites.length > 0 || selections.some((selection) => selection.kind !== 'InlineFragment')) return undefined;
  const [fragment, ...others] = selections.filter(
    (selection) => selection.kind === 'InlineFragment' && matches(supergraph, { __typename: typename }, selection),
  );
  if (!fragment) return notAsked;
  const fields = (fragment.selections ?? []) as readonly QueryPlanFieldNode[];
  if (others.length > 0 || !fields.every(isPlainField) || !fields.some((field) => field.name === '__typename')) {
    return undefined;
  }
  const keys = fields.filter((field) => field.name !== '__typename');
  return { write: createWriter(fields, nameFor), keyField: keys.length === 1 ? keys[0]?.name : undefined };
}

function createWriter(fields: readonly QueryPlanFieldNode[], nameFor: (field: string) => string): Represent['write'] {
  const parts = fields.map(({ name }, index) => ({
    name,
    label: `${index === 0 ? '{' : ','}${JSON.stringify(nameFor(name))}:`,
  }));
  return (entity) => {
    let text = '';
    for (const { name, label } of parts) {
      const value = entity[name];
      if (value === undefined) return null;
      text += label + JSON.stringify(value);
    }
    return `${text}}`;
  };
}

function isPlainField(selection: QueryPlanSelectionNode): boolean {
  return selection.kind === 'Field' && !selection.selections && !selection.alias && !isInheritedName(selection.name);
}

/** Any case, as the stock gateway does it. */
function generally({ supergraph, selections, rewrites, nameFor }: Requirements): Represent {
  return {
    keyField: undefined,
    write(entity) {
      const representation = collect(supergraph, entity, selections, nameFor);
      if (!representation?.__typename) return null;
      applyRewrites(supergraph, rewrites as FetchDataRewrite[], representation);
      return JSON.stringify(representation);
    },
  };
}

function collect(
  schema: GraphQLSchema,
  source: JsonObject | null,
  selections: readonly QueryPlanSelectionNode[],
  nameFor: (field: string) => string,
): JsonObject | null {
  if (source === null) return null;
  const result: JsonObject = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const name = selection.alias ?? selection.name;
      const value = getOwn(source, name);
      // It could not be fetched; there is an error about that already.
      if (value === undefined) return null;
      setOwn(result, nameFor(name), collectValue(schema, value, selection.selections, nameFor));
    } else if (matches(schema, source, selection)) {
      const part = collect(schema, source, selection.selections, nameFor);
      if (part) mergeAnswer(result, part, false);
    }
  }
  return result;
}

function collectValue(
  schema: GraphQLSchema,
  value: unknown,
  selections: readonly QueryPlanSelectionNode[] | undefined,
  nameFor: (field: string) => string,
): unknown {
  if (!selections) return value;
  if (Array.isArray(value)) return value.map((item) => collectValue(schema, item, selections, nameFor));
  return typeof value === 'object' ? collect(schema, value as JsonObject | null, selections, nameFor) : null;
}

function matches(
  schema: GraphQLSchema,
  object: JsonObject,
  { typeCondition }: { readonly typeCondition?: string },
): boolean {
  return typeCondition !== undefined && isObjectOfType(schema, object, typeCondition);
}
