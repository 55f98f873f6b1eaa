import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

export interface CollectionContext {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

export type FieldsByKey = ReadonlyMap<string, readonly FieldNode[]>;

/** Collects the subfields of fields for one kind of object, the first time; later it is a look-up. */
export type FieldCollector = (parents: readonly HasSelections[], type: GraphQLObjectType) => FieldsByKey;

type HasSelections = Pick<FieldNode, 'selectionSet'>;

/** Makes the collector for one request. Same `parents` array and type, same result. */
export function createFieldCollector(context: CollectionContext): FieldCollector {
  const known = new WeakMap<readonly HasSelections[], Map<GraphQLObjectType, FieldsByKey>>();
  return (parents, type) => {
    const byType = known.get(parents) ?? new Map<GraphQLObjectType, FieldsByKey>();
    known.set(parents, byType);
    const fields = byType.get(type) ?? collectFields(parents, type, context);
    byType.set(type, fields);
    return fields;
  };
}

/** The fields that apply to an object of this type, by their name in the answer and in its order (GraphQL, CollectFields). */
function collectFields(
  parents: readonly HasSelections[],
  type: GraphQLObjectType,
  context: CollectionContext,
): FieldsByKey {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();

  function applies(name: string | undefined): boolean {
    if (name === undefined || name === type.name) return true;
    const condition = context.schema.getType(name);
    return isAbstractType(condition) && context.schema.isSubType(condition, type);
  }

  function collect(set: SelectionSetNode): void {
    for (const node of set.selections) {
      if (!isIncluded(node.directives, context.variables)) continue;
      if (node.kind === Kind.FIELD) add(node);
      else if (node.kind === Kind.INLINE_FRAGMENT) enter(node);
      else if (!spread.has(node.name.value)) {
        spread.add(node.name.value);
        enter(context.fragments.get(node.name.value));
      }
    }
  }

  function add(node: FieldNode): void {
    const key = node.alias?.value ?? node.name.value;
    const group = fields.get(key);
    if (group) group.push(node);
    else fields.set(key, [node]);
  }

  function enter(fragment: InlineFragmentNode | FragmentDefinitionNode | undefined): void {
    if (fragment && applies(fragment.typeCondition?.name.value)) collect(fragment.selectionSet);
  }

  for (const { selectionSet } of parents) if (selectionSet) collect(selectionSet);
  return fields;
}

function isIncluded(
  directives: readonly DirectiveNode[] | undefined,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  if (!directives || directives.length === 0) return true;
  return conditionOf('skip', directives, variables) !== true && conditionOf('include', directives, variables) !== false;
}

function conditionOf(name: string, directives: readonly DirectiveNode[], variables: Readonly<Record<string, unknown>>) {
  const value = directives.find((directive) => directive.name.value === name)?.arguments?.[0]?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value;
  return value?.kind === Kind.VARIABLE ? variables[value.name.value] : undefined;
}
