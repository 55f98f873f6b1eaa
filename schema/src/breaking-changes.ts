import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isTypeDefinitionNode,
  parse,
  visit,
} from 'graphql';

/** What a new version of the public API does to clients of the old one. */
export interface ApiChanges {
  /** Sentences on what breaks clients. */
  readonly breaking: readonly string[];
  /** Sentences on what may surprise clients, such as a new enum value. */
  readonly dangerous: readonly string[];
}

/**
 * Compares two versions of the public API.
 * A field, argument, input field or enum value that was `@deprecated` may go, and so may types that only it led to.
 * @param before SDL that clients know
 * @param after SDL that they are about to get
 */
export function findApiChanges(before: string, after: string): ApiChanges {
  const next = buildASTSchema(parse(after));
  const expected = buildASTSchema(keepReachable(dropAnnouncedRemovals(parse(before), next)), { assumeValid: true });
  return {
    breaking: findBreakingChanges(expected, next).map((change) => change.description),
    dangerous: findDangerousChanges(expected, next).map((change) => change.description),
  };
}

/** Takes out of the old API what was announced as deprecated and is now gone. */
function dropAnnouncedRemovals(before: DocumentNode, next: GraphQLSchema): DocumentNode {
  return visit(before, {
    enter(node, _key, _parent, _path, ancestors) {
      if (!('directives' in node) || !node.directives?.some(({ name }) => name.value === 'deprecated'))
        return undefined;
      // From the type over the field to the argument: whatever has a name on the way down.
      const named = [...ancestors, node].flatMap((step) => ('name' in step && step.name ? [step.name.value] : []));
      return exists(next, named) ? undefined : null;
    },
  });
}

/** Whether a schema knows an element; `path` is type, field or value, and argument. */
function exists(schema: GraphQLSchema, [typeName = '', member = '', argument]: readonly string[]): boolean {
  const type = schema.getType(typeName);
  if (isEnumType(type)) return Boolean(type.getValue(member));
  if (isInputObjectType(type)) return type.getFields()[member] !== undefined;
  if (!isObjectType(type) && !isInterfaceType(type)) return false;
  const field = type.getFields()[member];
  return argument === undefined ? field !== undefined : field?.args.some(({ name }) => name === argument) === true;
}

/** Drops type definitions that no root type leads to any more. */
function keepReachable(document: DocumentNode): DocumentNode {
  const reached = new Set(['Query', 'Mutation', 'Subscription']);
  // A set's iteration also visits what is added meanwhile, so this follows every path to its end.
  for (const name of reached) {
    for (const definition of document.definitions) {
      if (definedName(definition) === name) for (const mentioned of namesIn(definition)) reached.add(mentioned);
      else if (implementsInterface(definition, name)) reached.add(definedName(definition));
    }
  }
  const keep = (definition: DefinitionNode) => !isTypeDefinitionNode(definition) || reached.has(definition.name.value);
  return { ...document, definitions: document.definitions.filter(keep) };
}

function definedName(definition: DefinitionNode): string {
  return isTypeDefinitionNode(definition) ? definition.name.value : '';
}

function implementsInterface(definition: DefinitionNode, name: string): boolean {
  return 'interfaces' in definition && definition.interfaces?.some((node) => node.name.value === name) === true;
}

/** Names of all types that a definition mentions. */
function namesIn(definition: DefinitionNode): string[] {
  const names: string[] = [];
  visit(definition, { NamedType: ({ name }) => void names.push(name.value) });
  return names;
}
