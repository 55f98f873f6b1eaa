import type { GraphQLSchema } from 'graphql';
import { parse, TypeInfo, type TypeInfo as Types, visit, visitWithTypeInfo } from 'graphql';
import { rights } from '../matrix.ts';
import { readContract } from './contract.ts';
import { operations } from './operations.ts';
import { type Column, sidesOf } from './read-table.ts';

/** What the table says about single fields of the contract. */
export interface Verdicts {
  /** No line lets this column have it. */
  readonly isForbidden: (coordinate: string, column: Column) => boolean;
  /** Some line refuses it to this column. */
  readonly mayBeRefused: (coordinate: string, column: Column) => boolean;
}

export function readVerdicts(schema: GraphQLSchema): Verdicts {
  const decided = new Set(readContract().toBeDecided);
  const signs = new Map<string, Map<Column, Set<string>>>();
  for (const { name, cells } of rights) {
    const coordinates = new Set(
      (operations[name]?.('advisor') ?? []).flatMap(({ gateway }) => coordinatesOf(gateway, schema)),
    );
    for (const coordinate of coordinates) {
      if (!decided.has(coordinate)) continue;
      const ofColumns = signs.get(coordinate) ?? new Map<Column, Set<string>>();
      signs.set(coordinate, ofColumns);
      for (const [column, cell] of Object.entries(cells) as [Column, string][]) {
        const { own, other } = sidesOf(cell);
        ofColumns.set(column, new Set([...(ofColumns.get(column) ?? []), own, other]));
      }
    }
  }
  const signsOf = (coordinate: string, column: Column) => signs.get(coordinate)?.get(column) ?? new Set(['✓']);
  return {
    isForbidden: (coordinate, column) => [...signsOf(coordinate, column)].every((sign) => sign === '–'),
    mayBeRefused: (coordinate, column) => signsOf(coordinate, column).has('–'),
  };
}

/** Every field that an operation asks for, as `Type.field`. */
export function coordinatesOf(operation: string, schema: GraphQLSchema): readonly string[] {
  const found: string[] = [];
  const types: Types = new TypeInfo(schema);
  visit(
    parse(operation),
    visitWithTypeInfo(types, { Field: ({ name }) => void found.push(`${types.getParentType()?.name}.${name.value}`) }),
  );
  return found;
}
