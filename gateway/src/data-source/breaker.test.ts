import { expect, test } from 'vitest';
import { createBreaker } from './breaker.ts';

/** A breaker whose clock the test sets. */
function withClock() {
  const clock = { now: 1000 };
  return { clock, breaker: createBreaker(() => clock.now) };
}

function fail(breaker: ReturnType<typeof createBreaker>, times: number): void {
  for (let at = 0; at < times; at++) breaker.failed();
}

test('admits calls until five have failed in a row', () => {
  const { breaker } = withClock();
  fail(breaker, 4);
  expect(breaker.admits()).toBe(true);
  breaker.succeeded();
  fail(breaker, 4);
  expect(breaker.admits()).toBe(true);
  breaker.failed();
  expect(breaker.admits()).toBe(false);
});

test('lets one trial through after the pause, and everything after it went well', () => {
  const { breaker, clock } = withClock();
  fail(breaker, 5);
  clock.now += 251;
  expect([breaker.admits(), breaker.admits()]).toEqual([true, false]);
  breaker.succeeded();
  expect([breaker.admits(), breaker.admits()]).toEqual([true, true]);
});

test('waits twice as long after each trial that failed, but never longer than two seconds', () => {
  const { breaker, clock } = withClock();
  fail(breaker, 5);
  const pauses = [250, 500, 1000, 2000, 2000, 2000];
  for (const pause of pauses) {
    clock.now += pause - 1;
    expect(breaker.admits()).toBe(false);
    clock.now += 2;
    expect(breaker.admits()).toBe(true);
    breaker.failed();
  }
});

test('does not wait longer because many calls that were under way fail together', () => {
  const { breaker, clock } = withClock();
  fail(breaker, 500);
  clock.now += 251;
  expect(breaker.admits()).toBe(true);
});

test('tries again when a trial ended for reasons of its own', () => {
  const { breaker, clock } = withClock();
  fail(breaker, 5);
  clock.now += 251;
  expect(breaker.admits()).toBe(true);
  breaker.undecided();
  expect(breaker.admits()).toBe(true);
});
