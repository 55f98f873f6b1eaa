import { type DocumentNode, Kind, parse, type SelectionSetNode, visit } from 'graphql';

/** What all subgraphs of one sample supergraph have to agree on. */
export interface SampleWorld {
  /** The object types of an interface, whichever subgraph knows them. */
  readonly implementations: (name: string) => readonly string[];
  /** True for types that have a key somewhere: there are few of each, and they turn up again and again. */
  readonly isEntity: (type: string) => boolean;
  /** True for fields that a key or a `@requires` names: they are never null, or there would be little to see. */
  readonly isNeeded: (field: string) => boolean;
}

/** How many entities there are of each type. */
export const entitiesPerType = 5;

const federationLink =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@external", ' +
  '"@provides", "@shareable", "@override", "@interfaceObject", "@inaccessible"])\n';

/** Parses a sample subgraph, which need not write the `@link`. */
export function parseSubgraph(sdl: string): DocumentNode {
  return parse(sdl.includes('@link(') ? sdl : federationLink + sdl);
}

/** Looks through all subgraphs of a supergraph. */
export function createWorld(documents: readonly DocumentNode[]): SampleWorld {
  const implementations = new Map<string, Set<string>>();
  const entities = new Set<string>();
  const needed = new Set<string>();
  for (const document of documents) {
    visit(document, {
      ObjectTypeDefinition(node) {
        for (const { name } of node.interfaces ?? []) {
          implementations.getOrInsertComputed(name.value, () => new Set()).add(node.name.value);
        }
      },
      Directive(node, _key, _parent, _path, ancestors) {
        if (node.name.value === 'key') entities.add(nameOfLast(ancestors));
        const fields = node.arguments?.find(({ name }) => name.value === 'fields')?.value;
        if (fields?.kind !== Kind.STRING || node.name.value === 'provides') return;
        for (const name of namesIn(parseFields(fields.value))) needed.add(name);
      },
    });
  }
  return {
    implementations: (name) => [...(implementations.get(name) ?? [])],
    isEntity: (type) => entities.has(type),
    isNeeded: (field) => needed.has(field),
  };
}

/** The selection set in `@key(fields: "…")`. */
export function parseFields(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`not a selection of fields: ${fields}`);
  return definition.selectionSet;
}

function namesIn(selectionSet: SelectionSetNode): string[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const below = selection.selectionSet ? namesIn(selection.selectionSet) : [];
    return selection.kind === Kind.FIELD ? [selection.name.value, ...below] : below;
  });
}

function nameOfLast(ancestors: readonly unknown[]): string {
  const type = ancestors.findLast((node) => typeof node === 'object' && node !== null && 'name' in node);
  return (type as { name: { value: string } }).name.value;
}
