import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import {
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
} from 'graphql';

/** What of the composed contract somebody must have decided about. */
export interface Contract {
  readonly has: (coordinate: string) => boolean;
  /** Root fields, and the fields of objects that `@requiresScopes` or `@authenticated` protects, themselves or by their type. */
  readonly toBeDecided: readonly string[];
}

type FieldsNode = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export function readContract(): Contract {
  const types = parse(
    readFileSync(join(projectFolder, 'schema/generated/supergraph.graphql'), 'utf8'),
  ).definitions.filter(
    (node): node is FieldsNode =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );
  const all = new Set(types.flatMap((type) => (type.fields ?? []).map((field) => coordinateOf(type, field))));
  // Composition repeats on an interface what its objects ask for.
  const objects = types.filter(({ kind }) => kind === Kind.OBJECT_TYPE_DEFINITION);
  const toBeDecided = objects.flatMap((type) =>
    (type.fields ?? [])
      .filter((field) => isRoot(type) || isProtected(type) || isProtected(field))
      .map((field) => coordinateOf(type, field)),
  );
  return { has: (coordinate) => all.has(coordinate), toBeDecided };
}

function coordinateOf(type: FieldsNode, field: FieldDefinitionNode): string {
  return `${type.name.value}.${field.name.value}`;
}

function isRoot({ name }: FieldsNode): boolean {
  return name.value === 'Query' || name.value === 'Mutation' || name.value === 'Subscription';
}

function isProtected({ directives }: FieldsNode | FieldDefinitionNode): boolean {
  return (directives ?? []).some(({ name }) => name.value === 'requiresScopes' || name.value === 'authenticated');
}
