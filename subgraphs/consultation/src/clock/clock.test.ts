import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { easterSunday, holidaysOf } from './holidays.ts';
import { addWorkingDays, isWorkingDay } from './working-days.ts';

const at = (text: string) => Temporal.Instant.from(text);
const local = (instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO('Europe/Berlin').toPlainDateTime().toString({ smallestUnit: 'minute' });

describe('the public holidays of Baden-Württemberg', () => {
  test.each([
    ['2018-04-01'],
    ['2019-04-21'],
    ['2020-04-12'],
    ['2021-04-04'],
    ['2022-04-17'],
    ['2023-04-09'],
    ['2024-03-31'],
    ['2025-04-20'],
    ['2026-04-05'],
    ['2027-03-28'],
    ['2028-04-16'],
    ['2029-04-01'],
    ['2030-04-21'],
    ['2031-04-13'],
    ['2032-03-28'],
    ['2033-04-17'],
    ['2034-04-09'],
    ['2035-03-25'],
    ['2036-04-13'],
    ['2037-04-05'],
    ['2038-04-25'],
    ['2039-04-10'],
    ['2040-04-01'],
  ])('know that Easter Sunday is on %s', (day) => {
    expect(easterSunday(Number(day.slice(0, 4))).toString()).toBe(day);
  });

  test.each([
    [1943, '1943-04-25'],
    [1954, '1954-04-18'],
    [1981, '1981-04-19'],
    [2049, '2049-04-18'],
    [2076, '2076-04-19'],
  ])('keep the two exceptions of the rule, as in %i', (year, day) => {
    expect(easterSunday(year).toString()).toBe(day);
  });

  test('are twelve, the movable ones and those that other Länder do not have among them', () => {
    expect([...holidaysOf(2026)].sort()).toEqual([
      '2026-01-01',
      '2026-01-06',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
      '2026-06-04',
      '2026-10-03',
      '2026-11-01',
      '2026-12-25',
      '2026-12-26',
    ]);
  });

  test.each([
    ['Karfreitag', '2027-03-26'],
    ['Ostermontag', '2030-04-22'],
    ['Christi Himmelfahrt', '2035-05-03'],
    ['Pfingstmontag', '2038-06-14'],
    ['Fronleichnam', '2040-05-31'],
  ])('make %s %s a day off', (_name, day) => {
    expect(isWorkingDay(Temporal.PlainDate.from(day))).toBe(false);
  });

  test('always fall on the same weekday where they move with Easter', () => {
    for (let year = 2018; year <= 2040; year++) {
      const easter = easterSunday(year);
      expect(easter.dayOfWeek).toBe(7);
      expect(holidaysOf(year).has(easter.add({ days: 60 }).toString())).toBe(true);
    }
  });
});

describe('two working days', () => {
  test.each([
    ['an ordinary Monday', '2026-11-23T09:00:00Z', '2026-11-25T10:00'],
    ['a Friday afternoon', '2026-11-20T13:55:00Z', '2026-11-24T14:55'],
    ['a Saturday: counted from Monday', '2026-11-21T09:00:00Z', '2026-11-25T00:00'],
    ['the Wednesday before Easter', '2026-04-01T08:00:00Z', '2026-04-07T10:00'],
    ['the Wednesday before Fronleichnam', '2026-06-03T08:00:00Z', '2026-06-08T10:00'],
    [
      'the Friday before an Allerheiligen on Monday, when summer time ends between',
      '2027-10-29T08:00:00Z',
      '2027-11-03T10:00',
    ],
    ['Christmas Eve', '2026-12-24T09:00:00Z', '2026-12-29T10:00'],
    ['the weekend on which summer time begins', '2027-03-24T09:00:00Z', '2027-03-30T10:00'],
    ['late in the evening, when it is the next day in UTC', '2026-11-23T23:30:00Z', '2026-11-26T00:30'],
  ])('from %s end on the right day', (_name, from, due) => {
    expect(local(addWorkingDays(at(from), 2))).toBe(due);
  });

  test('always end on a working day, at least 48 hours later, in the order in which they began', () => {
    const moment = fc.integer({ min: 1_514_764_800, max: 2_240_524_800 });
    fc.assert(
      fc.property(moment, moment, (a, b) => {
        const [earlier, later] = a <= b ? [a, b] : [b, a];
        const from = Temporal.Instant.fromEpochMilliseconds(earlier * 1000);
        const due = addWorkingDays(from, 2);
        expect(due.since(from).total('hours')).toBeGreaterThanOrEqual(48);
        expect(isWorkingDay(due.toZonedDateTimeISO('Europe/Berlin').toPlainDate())).toBe(true);
        const after = addWorkingDays(Temporal.Instant.fromEpochMilliseconds(later * 1000), 2);
        expect(Temporal.Instant.compare(due, after)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });
});
