import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultOffice, type WorkingCalendar } from './office.ts';
import { addWorkingDays, addWorkingMinutes, workingMinutesBetween } from './working-time.ts';

/** Open from Monday to Friday alike. */
const weekdays = (from: string, to: string, closedDays: readonly string[] = []): WorkingCalendar => ({
  serviceHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from, to })),
  closedDays,
});

/** As the Städtetag's and the Landkreistag's sample offices are: longer on Thursday, shorter on Friday. */
const staedtetag: WorkingCalendar = {
  serviceHours: [
    ...[1, 2, 3].map((weekday) => ({ weekday, from: '09:00', to: '16:00' })),
    ...[
      { weekday: 4, from: '09:00', to: '17:00' },
      { weekday: 5, from: '09:00', to: '13:00' },
    ],
  ],
  closedDays: ['2026-12-24', '2026-12-31'],
};
const landkreistag: WorkingCalendar = {
  serviceHours: [
    ...[1, 2, 3].map((weekday) => ({ weekday, from: '08:00', to: '15:30' })),
    ...[
      { weekday: 4, from: '08:00', to: '17:30' },
      { weekday: 5, from: '08:00', to: '12:00' },
    ],
  ],
  closedDays: [],
};

/** A moment on the clocks of Baden-Württemberg. */
const at = (local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Berlin').epochMilliseconds);
const local = (moment: Date) =>
  Temporal.Instant.fromEpochMilliseconds(moment.getTime())
    .toZonedDateTimeISO('Europe/Berlin')
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });

describe('eight working hours', () => {
  test.each([
    ['a Monday morning end on the next day', staedtetag, '2026-11-23T09:00', '2026-11-24T10:00'],
    ['a Friday at 14:55, when nobody is there, begin on Monday', staedtetag, '2026-11-20T14:55', '2026-11-24T10:00'],
    ['the same Friday in an office that is open till 16:00', defaultOffice, '2026-11-20T14:55', '2026-11-23T15:55'],
    ['Gründonnerstag pass over Easter', staedtetag, '2026-04-02T15:00', '2026-04-07T15:00'],
    ['the Wednesday before Fronleichnam', staedtetag, '2026-06-03T12:00', '2026-06-05T13:00'],
    ['the Friday before an Allerheiligen on Monday', staedtetag, '2027-10-29T10:00', '2027-11-02T14:00'],
    [
      'the Wednesday before Heiligabend, on which this office is closed',
      staedtetag,
      '2026-12-23T15:00',
      '2026-12-28T16:00',
    ],
    ['Heiligabend in an office that is open then', landkreistag, '2026-12-24T13:00', '2026-12-28T11:30'],
    ['the Friday before summer time begins', landkreistag, '2026-03-27T11:00', '2026-03-30T15:00'],
    ['the Friday before summer time ends', landkreistag, '2026-10-23T11:00', '2026-10-26T15:00'],
    ['midnight', staedtetag, '2026-11-24T00:00', '2026-11-25T10:00'],
    ['the minute before midnight', staedtetag, '2026-11-23T23:59', '2026-11-25T10:00'],
    ['New Year’s Eve, into a year with other holidays', landkreistag, '2026-12-31T17:00', '2027-01-04T15:30'],
  ])('from %s', (_name, office, from, end) => {
    expect(local(addWorkingMinutes(office, at(from), 480))).toBe(end);
    expect(workingMinutesBetween(office, at(from), at(end))).toBe(480);
  });
});

describe('working time', () => {
  test('has an hour less where summer time begins while the office works, and one more where it ends', () => {
    const atNight: WorkingCalendar = { serviceHours: [{ weekday: 7, from: '00:30', to: '05:30' }], closedDays: [] };
    const on = (day: string) => workingMinutesBetween(atNight, at(`${day}T00:00`), at(`${day}T23:00`));
    expect([on('2026-03-22'), on('2026-03-29'), on('2026-10-25')]).toEqual([300, 240, 360]);
    expect(local(addWorkingMinutes(atNight, at('2026-03-29T00:30'), 120))).toBe('2026-03-29T03:30');
  });

  test('is nothing in an office that works in the hour that does not exist', () => {
    const never: WorkingCalendar = { serviceHours: [{ weekday: 7, from: '02:00', to: '03:00' }], closedDays: [] };
    expect(workingMinutesBetween(never, at('2026-03-29T00:00'), at('2026-03-29T23:00'))).toBe(0);
  });

  test('reaches over midnight where one day ends late and the next begins early', () => {
    const late = weekdays('00:00', '23:59');
    expect(local(addWorkingMinutes(late, at('2026-11-23T23:58'), 2))).toBe('2026-11-24T00:01');
    expect(workingMinutesBetween(late, at('2026-11-23T23:30'), at('2026-11-24T00:30'))).toBe(59);
  });

  test('does not count while it pauses, also over a pause that lasts for weeks, and not after one without an end', () => {
    const office = weekdays('09:00', '16:00');
    const pause = (from: string, until: string) => ({ from: at(from).getTime(), until: at(until).getTime() });
    const pauses = [pause('2026-11-23T10:00', '2026-11-23T11:00'), pause('2026-11-24T09:30', '2026-12-08T15:00')];
    expect(local(addWorkingMinutes(office, at('2026-11-23T09:00'), 480, pauses))).toBe('2026-12-09T09:30');
    expect(workingMinutesBetween(office, at('2026-11-23T09:00'), at('2026-12-09T09:30'), pauses)).toBe(480);
    const endless = [{ from: at('2026-11-23T10:00').getTime(), until: Number.POSITIVE_INFINITY }];
    expect(workingMinutesBetween(office, at('2026-11-23T09:00'), at('2027-11-23T09:00'), endless)).toBe(60);
  });

  test('ends where it began when nothing is added, and is nothing where the end is not later', () => {
    const sunday = at('2026-11-22T10:00');
    expect(addWorkingMinutes(staedtetag, sunday, 0)).toEqual(sunday);
    expect(workingMinutesBetween(staedtetag, at('2026-11-24T10:00'), at('2026-11-23T10:00'))).toBe(0);
  });

  test('of an office that is never open comes to an end after ten years', () => {
    const never: WorkingCalendar = { serviceHours: [], closedDays: [] };
    const from = at('2026-11-23T10:00');
    expect(addWorkingMinutes(never, from, 60)).toEqual(from);
    expect(addWorkingDays(never, from, 2)).toEqual(from);
    const rarely: WorkingCalendar = { serviceHours: [{ weekday: 3, from: '09:00', to: '09:01' }], closedDays: [] };
    expect(local(addWorkingMinutes(rarely, from, 30_000))).toBe('2036-11-26T09:01');
  });
});

describe('two working days', () => {
  test.each([
    ['an ordinary Monday', defaultOffice, '2026-11-23T10:00', '2026-11-25T10:00'],
    ['a Friday at 14:55', defaultOffice, '2026-11-20T14:55', '2026-11-24T14:55'],
    [
      'a Friday at 14:55, when nobody is there: counted from Monday',
      staedtetag,
      '2026-11-20T14:55',
      '2026-11-25T09:00',
    ],
    ['a Saturday: counted from Monday', staedtetag, '2026-11-21T10:00', '2026-11-25T09:00'],
    [
      'a Wednesday afternoon, since this office closes early on Friday',
      staedtetag,
      '2026-11-18T15:00',
      '2026-11-20T13:00',
    ],
    ['early in the morning: counted from the opening', landkreistag, '2026-11-23T05:00', '2026-11-25T08:00'],
    ['the Wednesday before Easter', defaultOffice, '2026-04-01T10:00', '2026-04-07T10:00'],
    ['the Wednesday before Fronleichnam', defaultOffice, '2026-06-03T10:00', '2026-06-08T10:00'],
    [
      'the Friday before an Allerheiligen on Monday, when summer time ends',
      defaultOffice,
      '2027-10-29T10:00',
      '2027-11-03T10:00',
    ],
    ['the weekend on which summer time begins', defaultOffice, '2027-03-24T10:00', '2027-03-30T10:00'],
    ['the day before Heiligabend, on which this office is closed', staedtetag, '2026-12-23T10:00', '2026-12-29T10:00'],
  ])('from %s', (_name, office, from, due) => {
    expect(local(addWorkingDays(office, at(from), 2))).toBe(due);
  });
});

/** Minutes of a day in quarters of an hour, as a clock shows them. */
const clock = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

const calendars = fc
  .record({
    serviceHours: fc.uniqueArray(
      fc
        .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 0, max: 94 }), fc.integer({ min: 1, max: 95 }))
        .filter(([, from, to]) => from < to)
        .map(([weekday, from, to]) => ({ weekday, from: clock(from), to: clock(to) })),
      { selector: ({ weekday }) => weekday, minLength: 1, maxLength: 7 },
    ),
    closedDays: fc.array(
      fc.integer({ min: 0, max: 400 }).map((days) => Temporal.PlainDate.from('2026-01-01').add({ days }).toString()),
      { maxLength: 20 },
    ),
  })
  .map((calendar): WorkingCalendar => calendar);

/** Moments of 2026, to the second. */
const moments = fc.integer({ min: 1_767_222_000, max: 1_798_757_999 }).map((second) => new Date(second * 1_000));
const minutes = fc.integer({ min: 1, max: 3_000 });
const pauses = fc
  .uniqueArray(fc.integer({ min: 1_767_222, max: 1_798_757 }), { minLength: 0, maxLength: 6 })
  .map((bounds) => bounds.sort((a, b) => a - b).map((second) => second * 1_000_000))
  .map((bounds) =>
    bounds.flatMap((from, index) => {
      const until = bounds[index + 1];
      return index % 2 === 0 && until !== undefined ? [{ from, until }] : [];
    }),
  );

const format = new Intl.DateTimeFormat('en-CA', {
  ...{ timeZone: 'Europe/Berlin', hourCycle: 'h23', weekday: 'short', year: 'numeric', month: '2-digit' },
  ...{ day: '2-digit', hour: '2-digit', minute: '2-digit' },
});
const weekdayNames = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Those of 2026, as the gazette prints them. */
const holidays = [
  '01-01',
  '01-06',
  '04-03',
  '04-06',
  '05-01',
  '05-14',
  '05-25',
  '06-04',
  '10-03',
  '11-01',
  '12-25',
  '12-26',
];

/** Counts the quarters of an hour in which somebody works, one by one and by the other clock of the runtime. */
function countMinutes({ serviceHours, closedDays }: WorkingCalendar, from: number, until: number): number {
  let counted = 0;
  for (let quarter = from; quarter < until; quarter += 15 * 60_000) {
    const parts = Object.fromEntries(format.formatToParts(quarter).map(({ type, value }) => [type, value]));
    const hours = serviceHours.find(({ weekday }) => weekdayNames[weekday - 1] === parts.weekday);
    const [monthDay, time] = [`${parts.month}-${parts.day}`, `${parts.hour}:${parts.minute}`];
    const free = holidays.includes(monthDay) || closedDays.includes(`${parts.year}-${monthDay}`);
    if (hours && !free && hours.from <= time && time < hours.to) counted += 15;
  }
  return counted;
}

describe('for any office and any moment', () => {
  test('what is added is what is measured afterwards', () => {
    fc.assert(
      fc.property(calendars, moments, minutes, pauses, (calendar, from, added, paused) => {
        const end = addWorkingMinutes(calendar, from, added, paused);
        expect(workingMinutesBetween(calendar, from, end, paused)).toBe(added);
        // It is the earliest such moment.
        expect(workingMinutesBetween(calendar, from, new Date(end.getTime() - 1), paused)).toBeLessThan(added);
      }),
      { numRuns: 300 },
    );
  });

  test('working time is what a count of all quarters of an hour gives', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 0, max: 33_000 }),
        fc.integer({ min: 0, max: 1_500 }),
        (calendar, first, count) => {
          const from = Date.UTC(2026, 0, 1) + first * 15 * 60_000;
          const until = from + count * 15 * 60_000;
          expect(workingMinutesBetween(calendar, new Date(from), new Date(until))).toBe(
            countMinutes(calendar, from, until),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  test('working days end while the office is open, in the order in which they began, and never before so many days', () => {
    fc.assert(
      fc.property(calendars, moments, moments, fc.integer({ min: 1, max: 10 }), (calendar, a, b, days) => {
        const [earlier, later] = a <= b ? [a, b] : [b, a];
        const due = addWorkingDays(calendar, earlier, days);
        expect(due.getTime()).toBeLessThanOrEqual(addWorkingDays(calendar, later, days).getTime());
        // Just before it closes, or from the opening on: the minute before or the minute after is worked.
        const around = [new Date(due.getTime() - 60_000), new Date(due.getTime() + 60_000)] as const;
        expect(workingMinutesBetween(calendar, ...around)).toBeGreaterThan(0);
        const passed = Temporal.PlainDate.from(local(earlier)).until(Temporal.PlainDate.from(local(due)));
        expect(passed.days).toBeGreaterThanOrEqual(days);
      }),
      { numRuns: 300 },
    );
  });
});
