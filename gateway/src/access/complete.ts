import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { AccessView } from './access-view.ts';
import { createFieldCollector } from './collect-fields.ts';

type Data = Readonly<Record<string, unknown>>;

/** From the innermost step outwards: most paths are never written out. */
interface Path {
  readonly step: string | number;
  readonly outer: Path | undefined;
}

/** A list of thousands need not say thousands of times why one field of its items is empty. */
const maxErrorsPerField = 100;

export interface CompletionInput {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly view: AccessView;
  /** Answers `__schema` and `__type`, as far as the viewer may see. */
  readonly introspect: (fields: readonly FieldNode[]) => unknown;
}

/**
 * Makes the answer to a cut operation whole: in the form and order in which the client asked, null where something was cut or an
 * object turned out to be of a hidden type, one error per such place, and nulls that move up to the next field that may be null.
 */
export function completeAnswer(input: CompletionInput, data: Data): { data: Data | null; errors: GraphQLError[] } {
  const { schema, operation, view } = input;
  const errors: GraphQLError[] = [];
  const counted = new Map<string, number>();
  const collect = createFieldCollector({ schema, fragments: fragmentsOf(input.document), variables: input.variables });
  const root = schema.getRootType(operation.operation);
  return { data: root ? completeObject(root, [operation], data, undefined) : null, errors };

  /** Null stands for an object that must go because a field in it may not be null. */
  function completeObject(
    type: GraphQLObjectType,
    parents: Parameters<typeof collect>[0],
    source: Data,
    path: Path | undefined,
  ): Data | null {
    const answer: Record<string, unknown> = Object.create(null);
    for (const [key, nodes] of collect(parents, type)) {
      // A client may call a field `constructor`: only what is the object's own is its answer.
      const own = Object.hasOwn(source, key) ? source[key] : undefined;
      const value = completeField(type, nodes, own, { step: key, outer: path });
      if (value === mustGo) return null;
      answer[key] = value;
    }
    return answer;
  }

  function completeField(parent: GraphQLObjectType, nodes: readonly FieldNode[], value: unknown, path: Path): unknown {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') return parent.name;
    if (name.startsWith('__')) return input.introspect(nodes);
    const type = parent.getFields()[name]?.type;
    if (!type) return undefined;
    if (view.hidesField(parent, name)) return refused(`${parent.name}.${name}`, nodes, type, path);
    return completeValue(type, nodes, value, path);
  }

  function completeValue(type: GraphQLOutputType, nodes: readonly FieldNode[], value: unknown, path: Path): unknown {
    if (isNonNullType(type)) return completeValue(type.ofType, nodes, value, path) ?? mustGo;
    if (value === null || value === undefined) return null;
    if (isListType(type)) return completeList(type.ofType, nodes, value, path);
    const named = getNamedType(type);
    const real = isAbstractType(named) ? schema.getType((value as { __typename: string }).__typename) : named;
    if (!isObjectType(real)) return isAbstractType(named) ? null : value;
    if (view.hidesType(real)) return refused(real.name, nodes, type, path);
    return completeObject(real, nodes, value as Data, path);
  }

  function completeList(of: GraphQLOutputType, nodes: readonly FieldNode[], value: unknown, path: Path): unknown {
    if (!Array.isArray(value)) return null;
    const items: unknown[] = [];
    for (const [at, item] of value.entries()) {
      const whole = completeValue(of, nodes, item, { step: at, outer: path });
      if (whole === mustGo) return null;
      items.push(whole);
    }
    return items;
  }

  function refused(place: string, nodes: readonly FieldNode[], type: GraphQLOutputType, path: Path): unknown {
    const number = (counted.get(place) ?? 0) + 1;
    counted.set(place, number);
    if (number <= maxErrorsPerField) errors.push(unauthorized(nodes, path));
    return isNonNullType(type) ? mustGo : null;
  }
}

/** The value of a place that may not be null and has none: whatever holds it must go. */
const mustGo = Symbol('must go');

function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
}

function written(path: Path | undefined): readonly (string | number)[] {
  return path ? [...written(path.outer), path.step] : [];
}

function unauthorized(nodes: readonly FieldNode[], path: Path): GraphQLError {
  return new GraphQLError('Dafür fehlt Ihnen die Berechtigung.', {
    nodes,
    path: written(path),
    extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
  });
}
