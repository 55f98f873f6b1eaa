import { type DocumentNode, type FieldNode, GraphQLError, visit } from 'graphql';
import { nameNode } from '../../name-node.ts';
import type { JsonObject } from '../object-tools.ts';
import type { ExecutionAnswer } from '../prepared-operation.ts';

/** An operation in which nothing bears a name that the planner gives to something else. */
export interface OwnNames {
  readonly document: DocumentNode;
  /** Gives a client's variables the names that they have in the document. */
  readonly variables: (variables: JsonObject) => JsonObject;
  /** Gives an answer the names that the client chose. */
  readonly restore: (answer: ExecutionAnswer) => ExecutionAnswer;
}

/** In a fetch of entities, this is the planner's. */
const takenVariable = 'representations';

/**
 * Renames what the client calls by the name of a field that a `@key` or a `@requires` names: `{ user { id: name } }`. The planner
 * fetches keys and required fields under their own names, and would take the one for the other without a word. So it does
 * with a variable `$representations`.
 */
export function withOwnNames(document: DocumentNode, needed: ReadonlySet<string>): OwnNames {
  const names = new Set<string>();
  let isBorrowed = false;
  visit(document, {
    Field(node) {
      names.add(node.alias?.value ?? node.name.value);
      isBorrowed ||= isBorrowedAlias(node, needed);
    },
    Variable({ name }) {
      names.add(name.value);
      isBorrowed ||= name.value === takenVariable;
    },
  });
  if (!isBorrowed) return { document, variables: (variables) => variables, restore: (answer) => answer };
  const prefix = unusedPrefix(names);
  return {
    document: visit(document, {
      Field: (node) =>
        isBorrowedAlias(node, needed) ? { ...node, alias: nameNode(prefix + node.alias?.value) } : undefined,
      Variable: (node) =>
        node.name.value === takenVariable ? { ...node, name: nameNode(prefix + takenVariable) } : undefined,
    }),
    variables({ [takenVariable]: taken, ...others }) {
      return taken === undefined ? others : { ...others, [prefix + takenVariable]: taken };
    },
    restore: (answer) => restoreAnswer(answer, prefix),
  };
}

function isBorrowedAlias({ alias, name }: FieldNode, needed: ReadonlySet<string>): boolean {
  return alias !== undefined && alias.value !== name.value && needed.has(alias.value);
}

function unusedPrefix(names: ReadonlySet<string>): string {
  let prefix = 'client__';
  while ([...names].some((name) => name.startsWith(prefix))) prefix = `_${prefix}`;
  return prefix;
}

function restoreAnswer({ data, errors, extensions }: ExecutionAnswer, prefix: string): ExecutionAnswer {
  const restoreName = (name: string) => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  const restoreValue = (value: unknown): unknown => {
    if (value instanceof GraphQLError) return restoreError(value);
    if (Array.isArray(value)) return value.map(restoreValue);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [restoreName(name), restoreValue(item)]));
  };
  const restoreError = (error: GraphQLError): GraphQLError => {
    const path = error.path?.map((element) => (typeof element === 'string' ? restoreName(element) : element));
    const { message, originalError, extensions: details } = error;
    return new GraphQLError(message, { originalError, path, extensions: details });
  };
  return {
    data: restoreValue(data),
    ...(errors && { errors: errors.map(restoreError) }),
    ...(extensions && { extensions: restoreValue(extensions) as Record<string, unknown> }),
  };
}
