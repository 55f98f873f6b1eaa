import { expect, test } from 'vitest';
import { dateScalar, dateTimeScalar } from './scalars.ts';

test.each(['2026-11-23', '2028-02-29'])('%s is a day', (day) => {
  expect(dateScalar.parseValue(day)).toBe(day);
});

test.each(['2026-02-29', '2026-13-01', '23.11.2026', '2026-11-23T00:00:00Z', 20261123, null])(
  '%s is no day',
  (value) => {
    expect(() => dateScalar.parseValue(value)).toThrowError(
      'Date cannot represent this value. It is written like 2026-11-23.',
    );
  },
);

test.each(['2026-11-23T08:30:00Z', '2026-11-23T09:30:00.5+01:00'])('%s is a moment', (moment) => {
  expect(dateTimeScalar.parseValue(moment)).toBe(moment);
});

test.each(['2026-11-23', '2026-11-23T25:00:00Z', '2026-02-30T08:00:00Z', '2026-11-23T08:30:00', 0])(
  '%s is no moment',
  (value) => {
    expect(() => dateTimeScalar.parseValue(value)).toThrowError(
      'DateTime cannot represent this value. It is written like 2026-11-23T08:30:00Z or 2026-11-23T09:30:00+01:00.',
    );
  },
);

test.each([new Date('2026-11-23T09:30:00+01:00'), '2026-11-23T08:30:00+00:00', '2026-11-23T08:30:00.00037+00:00'])(
  'a moment of the database goes out in UTC, within JSON too: %s',
  (moment) => {
    expect(dateTimeScalar.serialize(moment)).toBe('2026-11-23T08:30:00.000Z');
  },
);
