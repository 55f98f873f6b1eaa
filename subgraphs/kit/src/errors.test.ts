import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createErrorFormatter } from './errors.ts';
import { badInput } from './problem.ts';

const lines: string[] = [];
const format = createErrorFormatter(pino({}, { write: (line: string) => void lines.push(line) }));

/** What a client gets of a failure in a resolver. */
function seen(failure: Error): GraphQLFormattedError {
  lines.length = 0;
  const error = new GraphQLError(failure.message, { path: ['case'], originalError: failure });
  return format(error.toJSON(), error);
}

const failure = (message: string, more: object = {}) => Object.assign(new Error(message), more);

test('a problem keeps its code, its sentence and its details', () => {
  expect(seen(badInput('first', 'Zu viele.'))).toEqual({
    message: 'Zu viele.',
    path: ['case'],
    extensions: { code: 'BAD_USER_INPUT', argument: 'first' },
  });
});

test.each([
  ['refuses connections', failure('connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED' })],
  ['has no connection left', failure('too many connections for database "x"', { code: '53300', severity: 'FATAL' })],
  ['is shutting down', failure('terminating connection', { code: '57P01', severity: 'FATAL' })],
  ['ends the connection', failure('Connection terminated unexpectedly')],
])('a database that %s is unavailable, and no word of it goes out', (_how, cause) => {
  const { message, extensions } = seen(cause);
  expect(extensions).toEqual({ code: 'UNAVAILABLE' });
  expect(message).toMatch(/nicht erreichbar/);
  expect(lines).toHaveLength(1);
});

test.each([
  ['a bug', failure('x is not a function')],
  ['a row that the database refuses', failure('duplicate key', { code: '23505', severity: 'ERROR' })],
  ['a statement with too many values', failure('bind message', { code: '08P01', severity: 'ERROR' })],
])('%s is masked, and found in the log by its incident', (_what, cause) => {
  const { message, extensions } = seen(cause);
  expect(extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', incident: expect.stringMatching(/^[0-9A-F]{8}$/) });
  expect(message).not.toContain(cause.message);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(String(extensions?.incident));
});

test('of a row that the database refuses the log holds no value', () => {
  seen(failure('duplicate key', { code: '23505', severity: 'ERROR', detail: 'Key (email)=(mia@musterstadt.example)' }));
  expect(lines[0]).not.toContain('musterstadt');
});
