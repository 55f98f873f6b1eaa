import type { GraphQLError } from 'graphql';
import type { ExecutionAnswer } from '../prepared-operation.ts';

/**
 * Where our answers differ from the stock gateway's on purpose. Besides these, `wrong-answers.test.ts` shows the four
 * kinds of answers in which the stock gateway is wrong.
 */
export const intendedDifferences = {
  'a malformed answer of a subgraph has a code':
    'Stock lets an error of JavaScript through, without a code and in words that are none for a client.',
  'the error of an entity stands where the entity stands':
    'Stock numbers the entities it has sent, and looks the number up among all that stand there: if one of them was not sent, the path leads to another.',
  'a value of a wrong shape costs its field':
    'Stock gives up the whole answer if one subgraph answers a number for an object, or an object for a list.',
  'what a fragment asks of an object is answered though nobody has told its type':
    'Stock leaves out, without a word, what a fragment asks of one type, where the planner has not asked for types because there can be but one.',
  'a null where none may be is an error':
    'Stock tells in `extensions.valueCompletion` only that a value was lost, and the answer looks as if the null were meant.',
  'the type of an object stays known':
    'Where one subgraph knows an interface as an object, stock takes over the name of the interface as the type of what it already knew better, if that answer comes last; all that depends on the type is then null or missing, also what may not be null.',
  'an operation that the planner fails on is answered':
    'Stock shows the planner’s own words; asked in other words, or over another view of the supergraph, the planner finds a way.',
  'an operation that the planner gives up on is the client’s to change':
    'Stock shows the planner’s own words, with parts of the operation, and calls it an error of the server.',
} as const;

export type IntendedDifference = keyof typeof intendedDifferences;

/** How two answers compare. `false`: they differ, and should not. */
export type Comparison = 'equal' | IntendedDifference | false;

interface Told {
  readonly code: unknown;
  readonly path: readonly (string | number)[] | undefined;
}

/**
 * Compares data to the letter, and errors by code and path, in any order.
 *
 * @param hasInterfaceObjects true if a subgraph of the supergraph knows an interface as an object
 */
export function compareAnswers(stock: ExecutionAnswer, ours: ExecutionAnswer, hasInterfaceObjects = false): Comparison {
  const lost = stock.errors?.length ? [] : lostValues(stock);
  const [stockErrors, ourErrors] = [[...toldErrors(stock), ...lost], toldErrors(ours)];
  if (hasNoWay(stock) && ours.data !== undefined) return 'an operation that the planner fails on is answered';
  if (isGivenUp(stock)) {
    const isTooComplex = ourErrors[0]?.code === 'OPERATION_TOO_COMPLEX' && ours.data === undefined;
    if (isTooComplex) return 'an operation that the planner gives up on is the client’s to change';
    if (ours.data !== undefined) return 'a value of a wrong shape costs its field';
  }
  if (textOf([stock.data, stock.extensions]) !== textOf([ours.data, ours.extensions])) {
    if (isContained(stock.data, ours.data) && isSame(stockErrors, ourErrors)) {
      return 'what a fragment asks of an object is answered though nobody has told its type';
    }
    const nulls = { some: true, other: ourErrors.length > 0 };
    return hasInterfaceObjects && isContained(stock.data, ours.data, nulls) && 'the type of an object stays known';
  }
  if (isSame(stockErrors, ourErrors)) return lost.length > 0 ? 'a null where none may be is an error' : 'equal';
  const withoutCodes = ourErrors.map((error) => (isMalformed(error) ? { ...error, code: noCode } : error));
  if (isSame(stockErrors, withoutCodes)) return 'a malformed answer of a subgraph has a code';
  const areNumbersAlone = isSame(stockErrors.map(withoutNumbers), withoutCodes.map(withoutNumbers));
  if (areNumbersAlone && ourErrors.every(({ path }) => isPlace(ours.data, path ?? []))) {
    return 'the error of an entity stands where the entity stands';
  }
  return false;
}

/** The planner did not find its way between types, or lost it in a chain of required fields. */
function hasNoWay(stock: ExecutionAnswer): boolean {
  return (
    stock.data === undefined &&
    /^(We should have an edge from|Cannot (add|remove)) /.test(stock.errors?.[0]?.message ?? '')
  );
}

/** Stock had an answer, and threw it away: its own words for what it did not expect. */
function isGivenUp(stock: ExecutionAnswer): boolean {
  const isOdd = /^(Invalid non-|Unexpected |Got unexpected|Too many options)|is not a function|not iterable|limit of/;
  return stock.data === undefined && isOdd.test(stock.errors?.[0]?.message ?? '');
}

const noCode = 'none';

function toldErrors({ errors }: ExecutionAnswer): Told[] {
  return (errors ?? []).map((error: GraphQLError) => ({ code: error.extensions?.code ?? noCode, path: error.path }));
}

/** What stock tells of in its extensions, as errors. */
function lostValues({ extensions }: ExecutionAnswer): Told[] {
  const faults = (extensions?.valueCompletion ?? []) as readonly GraphQLError[];
  return faults.map(({ path }) => ({ code: 'DOWNSTREAM_SERVICE_ERROR', path }));
}

function isMalformed({ code, path }: Told): boolean {
  return code === 'SUBGRAPH_UNAVAILABLE' && !path;
}

function isSame(some: readonly Told[], others: readonly Told[]): boolean {
  const sorted = (errors: readonly Told[]) => errors.map(textOf).sort();
  return textOf(sorted(some)) === textOf(sorted(others));
}

function withoutNumbers({ code, path }: Told): Told {
  return { code, path: path?.map((element) => (typeof element === 'number' ? '#' : element)) };
}

/** True if there is such a place in the data, or was one before something became null. */
function isPlace(data: unknown, path: readonly (string | number)[]): boolean {
  let value = data;
  for (const element of path) {
    if (value === null || value === undefined) return true;
    if (typeof element === 'number' && Array.isArray(value) && element >= value.length) return false;
    value = (value as Record<string | number, unknown>)[element];
  }
  return true;
}

/**
 * True if all that one value has is in the other, too; objects may have more members there.
 *
 * @param nulls which of the two may be null where the other is something
 */
function isContained(some: unknown, other: unknown, nulls = { some: false, other: false }): boolean {
  if ((some === null && nulls.some) || (other === null && nulls.other)) return true;
  if (typeof some !== 'object' || some === null || typeof other !== 'object' || other === null) return some === other;
  if (Array.isArray(some) !== Array.isArray(other)) return false;
  if (Array.isArray(some) && some.length !== (other as unknown[]).length) return false;
  const members = other as Record<string, unknown>;
  return Object.entries(some).every(([name, value]) => isContained(value, members[name], nulls));
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? 'undefined';
}
