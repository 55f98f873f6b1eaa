import type { GraphQLFormattedError } from 'graphql';
import { isObject, type JsonObject } from './object-tools.ts';
import type { ParsedAnswer } from './subgraph-call.ts';
import { malformedAnswer } from './subgraph-errors.ts';

/** An answer of which it is known that it has the outer form of one. */
export interface ReadAnswer {
  readonly data: JsonObject | undefined;
  readonly errors: readonly GraphQLFormattedError[];
}

/**
 * Parses a subgraph's answer and checks its outer form.
 *
 * @throws GraphQLError if it is no GraphQL answer
 */
export function readAnswer(subgraph: string, answer: Uint8Array | string | ParsedAnswer): ReadAnswer {
  const parsed = parseAnswer(subgraph, answer);
  if (!isObject(parsed)) throw malformedAnswer(subgraph);
  const { data, errors } = parsed as ParsedAnswer;
  if (data != null && !isObject(data)) throw malformedAnswer(subgraph);
  if (errors != null && !(Array.isArray(errors) && errors.every(isObject))) {
    throw malformedAnswer(subgraph);
  }
  return {
    data: (data as JsonObject | null | undefined) ?? undefined,
    errors: (errors as GraphQLFormattedError[] | null | undefined) ?? [],
  };
}

function parseAnswer(subgraph: string, answer: Uint8Array | string | ParsedAnswer): unknown {
  if (!(answer instanceof Uint8Array) && typeof answer !== 'string') return answer;
  try {
    return JSON.parse(typeof answer === 'string' ? answer : decode(answer));
  } catch {
    throw malformedAnswer(subgraph);
  }
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
