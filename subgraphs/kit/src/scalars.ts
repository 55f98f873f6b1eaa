import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const dateTimePattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** A day, ISO 8601 (2026-11-23), as text in and out. */
export const dateScalar = textScalar({
  name: 'Date',
  example: '2026-11-23',
  fits: (text) => datePattern.test(text) && isRealDay(text),
  serialize: String,
});

/** A moment, ISO 8601 with its offset (2026-11-23T08:30:00Z), as text in; the database's moments go out in UTC. */
export const dateTimeScalar = textScalar({
  name: 'DateTime',
  example: '2026-11-23T08:30:00Z or 2026-11-23T09:30:00+01:00',
  fits: (text) => dateTimePattern.test(text) && isRealDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text)),
  // Rows hold a Date; what PostgreSQL has put into JSON is a text with its own offset.
  serialize: (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
});

// `new Date('2026-02-30')` quietly means 2 March, so the parts are compared.
function isRealDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

interface TextScalar {
  readonly name: string;
  /** How a client writes it. */
  readonly example: string;
  readonly fits: (text: string) => boolean;
  readonly serialize: (value: unknown) => string;
}

function textScalar({ name, example, fits, serialize }: TextScalar): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && fits(value)) return value;
    throw new GraphQLError(`${name} cannot represent this value. It is written like ${example}.`);
  };
  return new GraphQLScalarType({
    name,
    serialize,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null),
  });
}
