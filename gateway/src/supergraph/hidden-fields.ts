import { type ArgumentNode, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { nameNode } from '../name-node.ts';

/** A field that only the gateway knows: it stands for a field of the subgraphs with certain arguments. */
export interface HiddenField {
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

/** The hidden fields of a supergraph. Subgraphs know nothing of them: what is sent has the real names and arguments. */
export interface HiddenFields {
  readonly isEmpty: boolean;
  /** The subgraphs' name of a field; the same name if it is not hidden. */
  readonly realName: (field: string) => string;
  /** The hidden fields that a field of a subgraph needs to be known. */
  readonly requiredFor: (subgraph: string, type: string, field: string) => ReadonlySet<string>;
  /** An operation as the subgraph knows it. Its answer still has the hidden names. */
  readonly restoreOperation: (operation: string) => string;
  /** Representations as the subgraph knows them. */
  readonly restoreRepresentations: (value: unknown) => unknown;
}

/**
 * @param fields by hidden name, which nothing else in the supergraph bears
 * @param required by subgraph and coordinate: `reviews Post.digest`
 */
export function createHiddenFields(
  fields: ReadonlyMap<string, HiddenField>,
  required: ReadonlyMap<string, ReadonlySet<string>>,
): HiddenFields {
  const names = [...fields.keys()];
  return {
    isEmpty: fields.size === 0,
    realName: (field) => fields.get(field)?.name ?? field,
    requiredFor: (subgraph, type, field) =>
      required.get(`${subgraph} ${type}.${fields.get(field)?.name ?? field}`) ?? nothing,
    restoreOperation: (operation) =>
      names.some((name) => operation.includes(name)) ? withRealFields(operation, fields) : operation,
    restoreRepresentations: (value) => (fields.size === 0 ? value : withRealNames(value, fields)),
  };
}

const nothing: ReadonlySet<string> = new Set();

/** For supergraphs without any. */
export const noHiddenFields: HiddenFields = createHiddenFields(new Map(), new Map());

function withRealFields(operation: string, fields: ReadonlyMap<string, HiddenField>): string {
  const document = visit(parse(operation, { noLocation: true }), {
    Field(node) {
      const real = fields.get(node.name.value);
      if (!real) return undefined;
      return { ...node, alias: node.alias ?? node.name, name: nameNode(real.name), arguments: real.arguments };
    },
  });
  return stripIgnoredCharacters(print(document));
}

function withRealNames(value: unknown, fields: ReadonlyMap<string, HiddenField>): unknown {
  if (Array.isArray(value)) return value.map((item) => withRealNames(item, fields));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [fields.get(name)?.name ?? name, withRealNames(item, fields)]),
  );
}
