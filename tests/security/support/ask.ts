import type { AssociationName, PartName } from '@gkz-qe/infra/parts.ts';

/** One question, as the gateway is asked it and as a subgraph is asked it past the gateway. */
export interface Ask {
  /** Whose the thing is: for people of this association it is the own one. */
  readonly of: AssociationName;
  readonly gateway: string;
  readonly direct: readonly DirectAsk[];
}

export interface DirectAsk {
  readonly subgraph: PartName;
  readonly query: string;
}

/** A root field that one subgraph answers alone. */
export function askRoot(of: AssociationName, subgraph: PartName, selection: string, kind = 'query'): Ask {
  const query = `${kind} { ${selection} }`;
  return { of, gateway: query, direct: [{ subgraph, query }] };
}

export interface EntityAsk {
  readonly of: AssociationName;
  readonly subgraph: PartName;
  /** `{ __typename: "Case", id: "…" }`, as GraphQL writes it. */
  readonly representation: string;
  readonly type: string;
  readonly fields: string;
  /** How clients get there: the fields stand for `*`. */
  readonly path: string;
  /** Whether the subgraph itself has this path, too. */
  readonly hasPath?: boolean;
}

/** Fields of an entity: through the gateway by a path, straight at the subgraph as `_entities`, and by the path where it has it. */
export function askEntity({ of, subgraph, representation, type, fields, path, hasPath }: EntityAsk): Ask {
  const gateway = `query { ${path.replace('*', fields)} }`;
  const entity = `query { _entities(representations: [${representation}]) { ... on ${type} { ${fields} } } }`;
  const queries = hasPath ? [entity, gateway] : [entity];
  return { of, gateway, direct: queries.map((query) => ({ subgraph, query })) };
}
