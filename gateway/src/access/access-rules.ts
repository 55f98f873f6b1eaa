import {
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ScalarTypeDefinitionNode,
  visit,
} from 'graphql';
import { createRequirementReader, type RequirementReader } from './access-directives.ts';
import { both, implies, nothing, type Requirement } from './requirement.ts';

/** Who may see what, as the supergraph's directives say it. Interfaces have no entry: their rules are those of their types. */
export interface AccessRules {
  readonly ofType: (type: string) => Requirement;
  readonly ofField: (type: string, field: string) => Requirement;
  /** All scopes that occur. None: everything is open. */
  readonly scopes: ReadonlySet<string>;
}

type Requirements = Map<string, Requirement>;

/**
 * Reads the rules. A directive in a place where we would not look for it makes the supergraph unusable, it is never passed over.
 *
 * @throws naming what cannot be enforced
 */
export function readAccessRules(supergraph: DocumentNode): AccessRules {
  const read = createRequirementReader(supergraph);
  const requirements = collect(supergraph, read);
  refuseMisplaced(supergraph, read);
  pushDownFromInterfaces(supergraph, requirements);
  return {
    ofType: (type) => requirements.get(type) ?? nothing,
    ofField: (type, field) => requirements.get(`${type}.${field}`) ?? nothing,
    scopes: new Set([...requirements.values()].flat(2)),
  };
}

type ProtectedNode =
  | ObjectTypeDefinitionNode
  | InterfaceTypeDefinitionNode
  | ScalarTypeDefinitionNode
  | EnumTypeDefinitionNode;

const protectedKinds: ReadonlySet<string> = new Set([
  ...[Kind.OBJECT_TYPE_DEFINITION, Kind.OBJECT_TYPE_EXTENSION],
  ...[Kind.INTERFACE_TYPE_DEFINITION, Kind.INTERFACE_TYPE_EXTENSION],
  ...[Kind.SCALAR_TYPE_DEFINITION, Kind.SCALAR_TYPE_EXTENSION],
  ...[Kind.ENUM_TYPE_DEFINITION, Kind.ENUM_TYPE_EXTENSION],
]);

function protectedTypes(supergraph: DocumentNode): readonly ProtectedNode[] {
  return supergraph.definitions.filter((node): node is ProtectedNode => protectedKinds.has(node.kind));
}

function fieldsOf(node: ProtectedNode): readonly FieldDefinitionNode[] {
  return 'fields' in node ? (node.fields ?? []) : [];
}

function collect(supergraph: DocumentNode, read: RequirementReader): Requirements {
  const requirements: Requirements = new Map();
  const add = (key: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    const requirement = both(requirements.get(key) ?? nothing, read(directives));
    if (requirement !== nothing) requirements.set(key, requirement);
  };
  for (const type of protectedTypes(supergraph)) {
    add(type.name.value, type.directives);
    for (const field of fieldsOf(type)) add(`${type.name.value}.${field.name.value}`, field.directives);
  }
  return requirements;
}

/** Arguments, inputs, unions, enum values: nobody enforces a rule there, so there must be none. */
function refuseMisplaced(supergraph: DocumentNode, read: RequirementReader): void {
  const refuse = (node: { readonly kind: string; readonly directives?: readonly ConstDirectiveNode[] }) => {
    if (read(node.directives) !== nothing) throw new Error(`an access directive on a ${node.kind} cannot be enforced`);
  };
  visit(supergraph, {
    InputValueDefinition: refuse,
    InputObjectTypeDefinition: refuse,
    InputObjectTypeExtension: refuse,
    UnionTypeDefinition: refuse,
    UnionTypeExtension: refuse,
    EnumValueDefinition: refuse,
    SchemaDefinition: refuse,
    SchemaExtension: refuse,
  });
}

/**
 * Composition writes onto an interface what all its types ask for together. We decide by the type that an object really has, so
 * that says nothing new. Where an interface asks for more than that, its types get the rule as well.
 */
function pushDownFromInterfaces(supergraph: DocumentNode, requirements: Requirements): void {
  const types = protectedTypes(supergraph);
  for (const node of types) {
    if (!node.kind.startsWith('Interface')) continue;
    const name = node.name.value;
    const implementations = types
      .filter((type) => type.kind.startsWith('Object') && interfacesOf(type).includes(name))
      .map((type) => type.name.value);
    pushDown(requirements, name, implementations);
    for (const field of fieldsOf(node)) {
      const suffix = `.${field.name.value}`;
      pushDown(
        requirements,
        name + suffix,
        implementations.map((type) => type + suffix),
      );
    }
  }
}

function interfacesOf(node: ProtectedNode): readonly string[] {
  return 'interfaces' in node ? (node.interfaces ?? []).map((entry) => entry.name.value) : [];
}

function pushDown(requirements: Requirements, from: string, to: readonly string[]): void {
  const requirement = requirements.get(from);
  requirements.delete(from);
  if (!requirement) return;
  const together = to.map((key) => requirements.get(key) ?? nothing).reduce(both, nothing);
  if (implies(together, requirement)) return;
  for (const key of to) requirements.set(key, both(requirements.get(key) ?? nothing, requirement));
}
