import { type GraphQLObjectType, type GraphQLResolveInfo, getNamedType, isObjectType } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';

/** What has been asked of an execution, by type and path: the references of a batch all ask the same. */
const answers = new WeakMap<GraphQLResolveInfo, Map<string, boolean>>();

/**
 * Whether a client wants a field below the one that is being resolved: what a long list needs can then be loaded before it is walked.
 *
 * @param typeName the object type whose fields `path` begins with: what the field gives, or one of what its list may hold
 * @param path names of fields, each of an object type but the last: 'nodes', 'advisors'
 */
export function asksFor(info: GraphQLResolveInfo, typeName: string, ...path: readonly string[]): boolean {
  const known = answers.get(info) ?? new Map<string, boolean>();
  answers.set(info, known);
  return known.getOrInsertComputed(`${typeName}.${path.join('.')}`, () => lookFor(info, typeName, path));
}

function lookFor(info: GraphQLResolveInfo, typeName: string, path: readonly string[]): boolean {
  const { schema, fragments, variableValues } = info;
  let type = schema.getType(typeName);
  let nodes = info.fieldNodes;
  for (const name of path) {
    if (!isObjectType(type)) return false;
    const fields = [...collectSubfields(schema, fragments, variableValues, type, nodes).values()].flat();
    nodes = fields.filter((node) => node.name.value === name);
    if (nodes.length === 0) return false;
    type = typeOf(type, name);
  }
  return true;
}

function typeOf(parent: GraphQLObjectType, name: string) {
  const field = parent.getFields()[name];
  return field && getNamedType(field.type);
}
