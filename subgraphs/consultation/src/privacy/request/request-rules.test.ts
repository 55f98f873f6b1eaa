import { expect, test } from 'vitest';
import { dueAt, obstacleTo } from './request-rules.ts';

test.each([
  ['2026-11-23T09:00:00+01:00', '2026-12-23T23:59:59.999+01:00'],
  ['2026-01-31T12:00:00+01:00', '2026-02-28T23:59:59.999+01:00'],
  ['2028-01-31T12:00:00+01:00', '2028-02-29T23:59:59.999+01:00'],
  ['2026-03-15T23:30:00+01:00', '2026-04-15T23:59:59.999+02:00'],
  ['2026-09-30T22:30:00Z', '2026-11-01T23:59:59.999+01:00'],
])('what is received at %s is due at %s', (received, due) => {
  expect(dueAt(Temporal.Instant.from(received))).toEqual(Temporal.Instant.from(due));
});

test.each(['EXPORT', 'RECTIFICATION', 'ERASURE', 'RESTRICTION'] as const)(
  'whoever approved a request of kind %s never carries out what takes data from people',
  (kind) => {
    for (const state of ['OPEN', 'APPROVED', 'CARRIED_OUT', 'REFUSED'] as const) {
      const alone = obstacleTo('CARRY_OUT', { kind, state, approvedBy: 'a' }, 'a');
      const takes = kind === 'ERASURE' || kind === 'RESTRICTION';
      expect(alone === null).toBe(!takes && state === 'OPEN');
    }
  },
);
