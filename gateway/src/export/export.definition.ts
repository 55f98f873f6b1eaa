import {
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { TrustedOperations } from '../limits/trusted-operations.ts';

/**
 * An export is one of the known operations: its file is called `export-<name>.graphql`.
 *
 * The list that becomes rows is called `rows` in it; what is asked beneath it are columns, what is asked beside it are facts about
 * the whole. With a variable `$after` and `pageInfo { hasNextPage endCursor }` beside `rows` it is asked page by page.
 */
export interface ExportDefinition {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

export type ColumnType = 'text' | 'integer' | 'number' | 'boolean';

/** A name and the response names that lead to the value. */
export interface Place {
  readonly name: string;
  readonly path: readonly string[];
}

export interface Column extends Place {
  readonly type: ColumnType;
}

/** How an answer becomes a table. */
export interface ExportShape {
  /** To the object that holds `rows`. */
  readonly path: readonly string[];
  readonly columns: readonly Column[];
  readonly facts: readonly Place[];
}

const prefix = 'export-';

/** Name of an export → what it asks. */
export function readExports({ byName }: TrustedOperations): ReadonlyMap<string, ExportDefinition> {
  const entries = [...byName].filter(([file]) => file.startsWith(prefix));
  return new Map(entries.map(([file, text]) => [file.slice(prefix.length), definitionOf(text)]));
}

function definitionOf(text: string): ExportDefinition {
  const document = parse(text);
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('an export without an operation');
  return { text, document, operation };
}

const typeOfScalar: Readonly<Record<string, ColumnType>> = { Int: 'integer', Float: 'number', Boolean: 'boolean' };

/** Finds columns and facts. A column is called as its field is in the answer; where lists lead to it, it is text. */
export function readShape(schema: GraphQLSchema, { document }: ExportDefinition): ExportShape {
  const columns = new Map<string, Column>();
  const facts = new Map<string, Place>();
  const trail: { readonly name: string; readonly list: boolean }[] = [];
  let rowsPath: readonly string[] = [];
  const info = new TypeInfo(schema);
  const readLeaf = (name: string, type: GraphQLOutputType | null | undefined) => {
    const names = trail.map((step) => step.name);
    const rowsAt = names.indexOf('rows');
    if (rowsAt < 0) {
      if (!names.includes('pageInfo')) facts.set(name, { name, path: names });
      return;
    }
    rowsPath = names.slice(0, rowsAt);
    const inList = trail.slice(rowsAt + 1).some(({ list }) => list);
    const scalar = type ? getNamedType(type).name : '';
    columns.set(name, {
      name,
      path: names.slice(rowsAt + 1),
      type: inList ? 'text' : (typeOfScalar[scalar] ?? 'text'),
    });
  };
  const fields = {
    enter(field: FieldNode) {
      const type = info.getType();
      trail.push({ name: nameOf(field), list: isListType(type && getNullableType(type)) });
      if (!field.selectionSet) readLeaf(nameOf(field), type);
    },
    leave() {
      trail.pop();
    },
  };
  visit(document, visitWithTypeInfo(info, { Field: fields }));
  return { path: rowsPath, columns: [...columns.values()], facts: [...facts.values()] };
}

function nameOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** What lies at the end of a path; what lists lead to is written one after the other. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const values = value.map((entry) => valueAt(entry, path)).filter((entry) => entry !== null);
    return values.join(', ');
  }
  const [name, ...rest] = path;
  if (value === null || value === undefined || name === undefined) return value ?? null;
  return valueAt((value as Readonly<Record<string, unknown>>)[name], rest);
}
