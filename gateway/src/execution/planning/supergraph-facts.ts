import type { Schema } from '@apollo/federation-internals';
import type { QueryPlanner } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { type HiddenFields, noHiddenFields } from '../../supergraph/hidden-fields.ts';
import { type Needs, readNeeds } from './needed-names.ts';
import { createPlannerApart, type PlannerApart } from './planner-apart.ts';
import { type DrawMoved, readMoves } from './progressive-override.ts';
import { readDemands, type SubgraphDemands } from './subgraph-demands.ts';

/** A supergraph, loaded: what Apollo's gateway has of it, too. */
export interface SupergraphSource {
  readonly queryPlanner: QueryPlanner;
  /** The client's schema, which documents were validated against. Made of the planner's supergraph if not given. */
  readonly schema?: GraphQLSchema;
  /** The fields that were added to the supergraph before it was loaded. */
  readonly hidden?: HiddenFields;
}

/** What the engine knows of one supergraph; the same for all operations. */
export interface SupergraphFacts {
  readonly planner: QueryPlanner;
  /** The client's schema, as the planner's library has it. */
  readonly apiSchema: Schema;
  /** The client's schema, as graphql-js has it. */
  readonly schema: GraphQLSchema;
  /** Everything, also what clients may not see. */
  readonly supergraphSchema: GraphQLSchema;
  readonly hidden: HiddenFields;
  readonly drawMoved: DrawMoved;
  readonly needs: Needs;
  /** What one subgraph knows. */
  readonly subgraphSchema: (name: string) => Schema | undefined;
  /** Made when an operation first needs it. */
  readonly plannerApart: () => PlannerApart | undefined;
  /** What one subgraph wants to be told. */
  readonly demandsOf: (name: string) => SubgraphDemands | undefined;
}

export function createSupergraphFacts({ queryPlanner, schema, hidden }: SupergraphSource): SupergraphFacts {
  const { supergraph } = queryPlanner;
  const apiSchema = supergraph.apiSchema();
  const subgraphSchema = (name: string) => supergraph.subgraphs().get(name)?.schema;
  let apart: { readonly planner: PlannerApart | undefined } | undefined;
  const demands = new Map<string, SubgraphDemands | undefined>();
  return {
    planner: queryPlanner,
    apiSchema,
    schema: schema ?? apiSchema.toGraphQLJSSchema(),
    supergraphSchema: supergraph.schema.toGraphQLJSSchema(),
    hidden: hidden ?? noHiddenFields,
    drawMoved: readMoves(supergraph.schema),
    needs: readNeeds(supergraph.schema),
    subgraphSchema,
    plannerApart() {
      apart ??= { planner: createPlannerApart(supergraph) };
      return apart.planner;
    },
    demandsOf: (name) =>
      demands.getOrInsertComputed(name, () => {
        const schema = subgraphSchema(name);
        return schema && readDemands(schema);
      }),
  };
}
