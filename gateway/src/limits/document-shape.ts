import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { createRefusal } from '../errors/refusal.ts';
import { type DocumentLimits, tooDeep } from './document-limits.ts';

/** What a selection amounts to with all its fragments written out. */
interface Shape {
  readonly depth: number;
  readonly fields: number;
  /** Fields on its own level. */
  readonly width: number;
  readonly aliases: number;
  readonly directives: number;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const empty: Shape = { depth: 0, fields: 0, width: 0, aliases: 0, directives: 0 };

/**
 * Refuses a document in which an operation is too deep, too broad or too decorated, fragments counted where they are spread.
 * Needs no schema and runs before validation, whose effort grows faster than the document. Fragments that spread each other in
 * a circle are left for validation to refuse.
 */
export function refuseUnshapely(document: DocumentNode, limits: DocumentLimits, introspection: boolean): void {
  const fragments: Fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const measure = createMeasure(fragments, introspection);
  for (const node of document.definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION) refuse(measure(node.selectionSet), limits);
  }
}

function refuse(shape: Shape, limits: DocumentLimits): void {
  if (shape.depth > limits.depth) throw tooDeep(limits.depth);
  const counts = [
    ['TOO_MANY_TOKENS', shape.fields, limits.tokens, 'Felder'],
    ['TOO_MANY_ALIASES', shape.aliases, limits.aliases, 'Umbenennungen'],
    ['TOO_MANY_ROOT_FIELDS', shape.width, limits.rootFields, 'Felder auf oberster Ebene'],
    ['TOO_MANY_DIRECTIVES', shape.directives, limits.directives, 'Direktiven'],
  ] as const;
  for (const [code, count, limit, what] of counts) {
    if (count > limit) throw createRefusal(code, `Die Abfrage hat zu viele ${what}. Erlaubt sind ${limit}.`, { limit });
  }
}

function createMeasure(fragments: Fragments, introspection: boolean): (set: SelectionSetNode) => Shape {
  const known = new Map<string, Shape>();

  function ofSet(set: SelectionSetNode): Shape {
    return set.selections.map(ofSelection).reduce(add, empty);
  }

  function ofSelection(node: SelectionNode): Shape {
    const directives = node.directives?.length ?? 0;
    if (node.kind === Kind.FIELD) return ofField(node, directives);
    const inner = node.kind === Kind.INLINE_FRAGMENT ? ofSet(node.selectionSet) : ofFragment(node.name.value);
    return { ...inner, directives: inner.directives + directives };
  }

  function ofField(node: FieldNode, directives: number): Shape {
    refuseFalseTypename(node);
    if (!introspection) refuseIntrospection(node);
    // How deep one may ask about the schema itself, graphql-js decides.
    const inner = node.selectionSet ? ofSet(node.selectionSet) : empty;
    return {
      depth: 1 + (node.name.value.startsWith('__') ? 0 : inner.depth),
      fields: 1 + inner.fields,
      width: 1,
      aliases: (node.alias ? 1 : 0) + inner.aliases,
      directives: directives + inner.directives,
    };
  }

  function ofFragment(name: string): Shape {
    const shape = known.get(name);
    if (shape) return shape;
    known.set(name, empty);
    const fragment = fragments.get(name);
    const measured = fragment ? ofSet(fragment.selectionSet) : empty;
    known.set(name, measured);
    return measured;
  }

  return ofSet;
}

function add(left: Shape, right: Shape): Shape {
  return {
    depth: Math.max(left.depth, right.depth),
    fields: left.fields + right.fields,
    width: left.width + right.width,
    aliases: left.aliases + right.aliases,
    directives: left.directives + right.directives,
  };
}

/** Whatever decides by the type of an object reads `__typename`: no other field may answer under that name. */
function refuseFalseTypename(node: FieldNode): void {
  if (node.alias?.value === '__typename' && node.name.value !== '__typename') {
    throw createRefusal('BAD_REQUEST', 'Kein Feld darf in „__typename“ umbenannt werden.');
  }
}

function refuseIntrospection(node: FieldNode): void {
  if (node.name.value === '__schema' || node.name.value === '__type') {
    throw createRefusal('INTROSPECTION_DISABLED', 'Das Schema lässt sich hier nicht abfragen.');
  }
}
