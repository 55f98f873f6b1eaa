import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const dateTimePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A day, ISO 8601 (2026-11-23), as text in and out. */
export const dateScalar = textScalar('Date', (text) => datePattern.test(text) && isRealDay(text));

/** A moment, ISO 8601 with its offset (2026-11-23T08:30:00Z), as text in; the database's moments go out in UTC. */
export const dateTimeScalar = textScalar(
  'DateTime',
  (text) => dateTimePattern.test(text) && isRealDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
);

// `new Date('2026-02-30')` quietly means 2 March, so the parts are compared.
function isRealDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function textScalar(name: string, fits: (text: string) => boolean): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && fits(value)) return value;
    throw new GraphQLError(`${name} cannot represent this value.`);
  };
  return new GraphQLScalarType({
    name,
    serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null),
  });
}
