import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type ObjectValueNode,
  type SchemaDefinitionNode,
  type SchemaExtensionNode,
  type StringValueNode,
} from 'graphql';

/** A feature that a supergraph says it uses, read from one `@link`. */
export interface Link {
  /** Without the version: `https://specs.apollo.dev/requiresScopes`. */
  readonly identity: string;
  readonly version: string;
  /** SECURITY: must be enforced by whoever runs the graph. EXECUTION: needed to plan rightly. */
  readonly purpose: string | undefined;
  /** What the feature's directive of this name is called in this document. */
  readonly directive: (name: string) => string;
  readonly node: ConstDirectiveNode;
}

/** Reads all links of a supergraph. */
export function readLinks(document: DocumentNode): readonly Link[] {
  return document.definitions
    .filter(isSchemaNode)
    .flatMap((node) => node.directives ?? [])
    .filter((directive) => argument(directive, 'url'))
    .map(readLink);
}

function isSchemaNode(node: DefinitionNode): node is SchemaDefinitionNode | SchemaExtensionNode {
  return node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION;
}

function readLink(node: ConstDirectiveNode): Link {
  const url = (argument(node, 'url') as StringValueNode).value;
  const [, identity = url, version = ''] = /^(.*)\/(v\d+(?:\.\d+)?)\/?$/.exec(url) ?? [];
  const ownName = identity.slice(identity.lastIndexOf('/') + 1);
  const as = argument(node, 'as');
  const prefix = as?.kind === Kind.STRING ? as.value : ownName;
  const purpose = argument(node, 'for');
  const imports = readImports(node);
  return {
    identity,
    version,
    purpose: purpose?.kind === Kind.ENUM ? purpose.value : undefined,
    directive: (name) => imports.get(`@${name}`) ?? (name === ownName ? prefix : `${prefix}__${name}`),
    node,
  };
}

/** `import: ["@key", { name: "@listSize", as: "@size" }]` as element → name without the at sign. */
function readImports(node: ConstDirectiveNode): ReadonlyMap<string, string> {
  const value = argument(node, 'import');
  if (value?.kind !== Kind.LIST) return new Map();
  return new Map(
    value.values.flatMap((item): [string, string][] => {
      if (item.kind === Kind.STRING) return [[item.value, item.value.slice(1)]];
      if (item.kind !== Kind.OBJECT) return [];
      const name = field(item as ObjectValueNode, 'name');
      return name ? [[name, (field(item as ObjectValueNode, 'as') ?? name).replace('@', '')]] : [];
    }),
  );
}

function field(object: ObjectValueNode, name: string): string | undefined {
  const value = object.fields.find((entry) => entry.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function argument(directive: ConstDirectiveNode, name: string) {
  return directive.arguments?.find((entry) => entry.name.value === name)?.value;
}

/** Takes the purpose off these links: what they ask for is enforced by us, and the stock gateway need not refuse them. */
export function withoutPurpose(document: DocumentNode, links: readonly Link[]): DocumentNode {
  const nodes = new Set(links.map((link) => link.node));
  const withoutIts = (directive: ConstDirectiveNode): ConstDirectiveNode => {
    if (!nodes.has(directive)) return directive;
    return { ...directive, arguments: directive.arguments?.filter(({ name }) => name.value !== 'for') ?? [] };
  };
  const definitions = document.definitions.map((node) =>
    isSchemaNode(node) ? { ...node, directives: node.directives?.map(withoutIts) ?? [] } : node,
  );
  return { ...document, definitions };
}
