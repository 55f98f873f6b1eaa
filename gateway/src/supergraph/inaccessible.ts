import { type ConstDirectiveNode, type DocumentNode, Kind, parse, visit } from 'graphql';
import { readLinks } from './links.ts';

const identity = 'https://specs.apollo.dev/inaccessible';

const added = parse(`
  schema @link(url: "${identity}/v0.2", for: SECURITY) { query: Query }
  directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION
`);

/** Makes sure that a supergraph can hide fields from clients, and gives the directive that does it. */
export function withInaccessible(supergraph: DocumentNode): { document: DocumentNode; directive: ConstDirectiveNode } {
  const link = readLinks(supergraph).find((one) => one.identity === identity);
  const name = link?.directive('inaccessible') ?? 'inaccessible';
  const directive: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: name }, arguments: [] };
  return { document: link ? supergraph : withLink(supergraph), directive };
}

function withLink(supergraph: DocumentNode): DocumentNode {
  const [schema, definition] = added.definitions;
  if (schema?.kind !== Kind.SCHEMA_DEFINITION || !definition) throw new Error('unreachable: this file parses');
  const linked = visit(supergraph, {
    SchemaDefinition: (node) => ({ ...node, directives: [...(node.directives ?? []), ...(schema.directives ?? [])] }),
  });
  return { ...linked, definitions: [...linked.definitions, definition] };
}
