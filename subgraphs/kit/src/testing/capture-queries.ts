import pg from 'pg';

/** Texts of the statements that were sent, in their order. Empty it to count anew; dispose of it to stop recording. */
export type CapturedQueries = string[] & Disposable;

/**
 * Records every statement this process sends to PostgreSQL, whoever builds it: MikroORM, `select` or a bare client.
 * Statements that only open, close or keep a transaction or a connection are left out.
 */
export function captureQueries(): CapturedQueries {
  const texts: string[] = [];
  const { query } = pg.Client.prototype;
  const recording = function (this: pg.Client, ...args: unknown[]) {
    const text = textOf(args[0]);
    if (!housekeeping.test(text)) texts.push(text);
    return Reflect.apply(query, this, args);
  };
  pg.Client.prototype.query = recording as typeof query;
  const restore = () => {
    pg.Client.prototype.query = query;
  };
  // Not enumerable, so that a test can compare the list with a plain one.
  return Object.defineProperty(texts, Symbol.dispose, { value: restore }) as CapturedQueries;
}

// The last two are how MikroORM looks whether its connection and its database are there.
const housekeeping =
  /^\s*(begin|start transaction|commit|rollback|savepoint|release|set |select 1\s*$|select 1 from pg_database )/i;

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  const { text } = (statement ?? {}) as { text?: unknown };
  return typeof text === 'string' ? text : '';
}
