import { getHolidays } from 'feiertagejs';
import { describe, expect, test } from 'vitest';
import { easterSunday, holidaysOf, isHoliday } from './holidays.ts';

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
    expect(isHoliday(Temporal.PlainDate.from(day))).toBe(true);
  });

  test('always fall on the same weekday where they move with Easter', () => {
    for (let year = 2018; year <= 2040; year++) {
      const easter = easterSunday(year);
      expect(easter.dayOfWeek).toBe(7);
      expect(holidaysOf(year).has(easter.add({ days: 60 }).toString())).toBe(true);
    }
  });

  test('are from 2018 to 2040 those that a library, made by others, computes', () => {
    for (let year = 2018; year <= 2040; year++) {
      const elsewhere = getHolidays(year, 'BW').map(({ dateString }) => dateString);
      expect([...holidaysOf(year)].sort(), String(year)).toEqual(elsewhere.sort());
    }
  });
});
