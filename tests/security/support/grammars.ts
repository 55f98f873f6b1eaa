import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import type { PartName } from '@gkz-qe/infra/parts.ts';
import { subgraphFolder } from '@gkz-qe/schema/subgraphs.ts';
import { buildSchema, type FieldNode, type GraphQLField, Kind, parse, print } from 'graphql';
import { ofPlantedDay } from './case.operations.ts';
import type { Dice } from './dice.ts';
import { operations } from './operations.ts';
import type { Grammar } from './random-operation.ts';

/** What clients can write. Root fields are called as the lines of the table call them, but with made-up links. */
export function clientGrammar(): Grammar {
  const schema = buildSchema(readFileSync(join(projectFolder, 'schema/generated/api.graphql'), 'utf8'));
  const known = schema.getQueryType()?.getFields() ?? {};
  const texts = asked().map(({ gateway }) => gateway);
  const calls = [...callsIn(texts)].filter(([coordinate]) => isKnown(coordinate, known, schema));
  return { schema, calls: new Map(calls), argumentsOf };
}

function isKnown(coordinate: string, queries: object, schema: Grammar['schema']): boolean {
  const [type, field = ''] = coordinate.split('.');
  const fields = type === 'Query' ? queries : (schema.getMutationType()?.getFields() ?? {});
  return field in fields;
}

/** What can be asked of a subgraph past the gateway, `_entities` included. */
export function subgraphGrammar(name: PartName): Grammar {
  const folder = join(subgraphFolder(name), 'schema');
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const typeDefs = parse(files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n'));
  const texts = asked().flatMap(({ direct }) =>
    direct.flatMap(({ subgraph, query }) => (subgraph === name ? [query] : [])),
  );
  return { schema: buildSubgraphSchema(typeDefs), calls: callsIn(texts), argumentsOf };
}

function asked() {
  return Object.values(operations).flatMap((askFor) => askFor('advisor'));
}

/** How the root fields are called in these operations: `Query.case` → ['(id: "…")']. */
function callsIn(texts: readonly string[]): Map<string, string[]> {
  const calls = new Map<string, string[]>();
  for (const text of texts) {
    for (const definition of parse(text).definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const root = definition.operation === 'mutation' ? 'Mutation' : 'Query';
      for (const field of definition.selectionSet.selections as readonly FieldNode[]) {
        const coordinate = `${root}.${field.name.value}`;
        const given = (field.arguments ?? []).map((argument) => print(argument)).join(', ');
        calls.set(coordinate, [...(calls.get(coordinate) ?? []), given === '' ? '' : `(${given})`]);
      }
    }
  }
  return calls;
}

/** Short lists, and for lists of cases often the planted ones. */
function argumentsOf({ name, args }: GraphQLField<unknown, unknown>, dice: Dice): string {
  const has = (wanted: string) => args.some((arg) => arg.name === wanted);
  const given = [
    ...(has('first') ? [`first: ${name === 'cases' ? 20 : 1 + dice(3)}`] : []),
    ...(has('last') && dice(2) === 0 ? ['last: 20'] : []),
    ...(name === 'cases' && has('filter') && dice(4) > 0 ? [ofPlantedDay] : []),
  ];
  return given.length > 0 ? `(${given.join(', ')})` : '';
}
