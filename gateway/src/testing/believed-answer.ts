import { type Role, scopesOf } from '@gkz-qe/kit/viewer.ts';
import {
  executeSync,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  parse,
} from 'graphql';
import { believedRules, everything } from './rights.fixture.ts';

/** Everything that a viewer may: roles by the table, and being signed in at all; null is nobody. */
export function rightsOf(roles: readonly Role[] | null): ReadonlySet<string> {
  if (!roles) return new Set();
  return new Set(['signed in', ...scopesOf({ subject: 'x', roles, association: null, advisorId: null })]);
}

/**
 * What the right answer is, found in another way than the gateway does: graphql-js over everything there is, in one process, with
 * resolvers that refuse.
 */
export function answerAsBelieved(schema: GraphQLSchema, query: string, rights: ReadonlySet<string>) {
  const mayCoordinate = (coordinate: string) =>
    (believedRules[coordinate] ?? ['']).some(
      (all) => all === '' || all.split(' & ').every((scope) => rights.has(scope)),
    );

  function mayType(type: GraphQLNamedType): boolean {
    return isAbstractType(type) ? schema.getPossibleTypes(type).some(mayType) : mayCoordinate(type.name);
  }

  function mayField(parent: GraphQLObjectType, name: string): boolean {
    const type = parent.getFields()[name]?.type;
    return mayType(parent) && mayCoordinate(`${parent.name}.${name}`) && (!type || mayType(getNamedType(type)));
  }

  const result = executeSync({
    schema,
    document: parse(query),
    rootValue: everything,
    fieldResolver(source, _args, _context, { parentType, fieldName }) {
      if (!mayField(parentType, fieldName)) throw new GraphQLError('no');
      return source[fieldName];
    },
    typeResolver({ __typename }) {
      const type = schema.getType(__typename);
      if (type && !mayType(type)) throw new GraphQLError('no');
      return __typename;
    },
  });
  const paths = (result.errors ?? []).map((error) => error.path?.join('.') ?? '').sort();
  return { data: result.data, paths };
}
