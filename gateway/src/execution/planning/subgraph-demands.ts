import {
  type CompositeType,
  type FieldDefinition,
  federationMetadata,
  isUnionType,
  type Schema,
} from '@apollo/federation-internals';
import { Kind, type SelectionSetNode } from 'graphql';
import { parseFieldSet } from '../../supergraph/field-set.ts';
import { typeOfField } from './composite-types.ts';

/** What a subgraph demands before it answers a field of an entity. */
export interface SubgraphDemands {
  /** The keys by which the subgraph knows entities of a type. */
  readonly keysOf: (type: string) => readonly SelectionSetNode[];
  /** The fields that a field requires; undefined if it has no `@requires`. */
  readonly requiredBy: (field: FieldDefinition<CompositeType>) => SelectionSetNode | undefined;
  /**
   * True if the subgraph has all that is required itself, so that it need not be told.
   *
   * @param mayBeProvided true where a `@provides` further up may have given it
   */
  readonly hasItself: (type: CompositeType, required: SelectionSetNode, mayBeProvided: boolean) => boolean;
  /** True for a field that the subgraph only ever reads, and cannot answer itself on any path. */
  readonly isForeign: (field: FieldDefinition<CompositeType>) => boolean;
}

/** Reads the demands of a subgraph, as the planner knows it. */
export function readDemands(subgraph: Schema): SubgraphDemands {
  const metadata = federationMetadata(subgraph);
  if (!metadata) throw new Error('not the schema of a subgraph');
  const requires = metadata.requiresDirective();
  const key = metadata.keyDirective();
  const clauses = new Map<FieldDefinition<CompositeType>, SelectionSetNode | undefined>();
  const requiredBy: SubgraphDemands['requiredBy'] = (field) =>
    clauses.getOrInsertComputed(field, () => {
      const [application] = field.appliedDirectivesOf(requires);
      return application && parseFieldSet(application.arguments().fields);
    });
  const keys = new Map<string, SelectionSetNode[]>();
  const keysOf: SubgraphDemands['keysOf'] = (name) =>
    keys.getOrInsertComputed(name, () => {
      const applications = subgraph.type(name)?.appliedDirectivesOf(key) ?? [];
      return applications.map((application) => parseFieldSet((application.arguments() as { fields: string }).fields));
    });
  const isOfKey = ({ parent, name }: FieldDefinition<CompositeType>) =>
    keysOf(parent.name).some(({ selections }) =>
      selections.some((node) => node.kind === Kind.FIELD && node.name.value === name),
    );
  const isForeign = (field: FieldDefinition<CompositeType>) => metadata.isFieldFullyExternal(field) && !isOfKey(field);
  const hasItself: SubgraphDemands['hasItself'] = (type, required, mayBeProvided) =>
    required.selections.every((node) => {
      if (node.kind !== Kind.FIELD) return true;
      const field = isUnionType(type) ? undefined : type.field(node.name.value);
      if (!field || (mayBeProvided ? metadata.isFieldFullyExternal(field) : metadata.isFieldExternal(field)))
        return false;
      const below = typeOfField(type, node.name.value);
      return !below || !node.selectionSet || hasItself(below, node.selectionSet, mayBeProvided);
    });
  return { keysOf, requiredBy, hasItself, isForeign };
}
