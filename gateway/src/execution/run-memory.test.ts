import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRunMemory, type RememberedRun } from './run-memory.ts';

let now = 0;
beforeEach(() => {
  now = 1;
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Lets time pass, in milliseconds. */
function pass(ms: number): void {
  for (let second = 0; second < ms / 1000; second++) {
    now += 1000;
    vi.advanceTimersByTime(1000);
  }
}

const runOf = (size: number): RememberedRun => ({ calls: [], data: {}, size });

/** A memory that was asked for these keys and then got a run for each. */
function filled(keys: string, size: number) {
  const memory = createRunMemory(800);
  for (const key of keys) {
    memory.wants(key);
    memory.keep(key, runOf(size));
  }
  return memory;
}

test('a run is wanted when the same is asked a second time, and less and less often where answers keep changing', () => {
  const memory = createRunMemory(800);
  expect([memory.wants('a'), memory.wants('a')]).toEqual([false, true]);
  memory.keep('a', runOf(10));
  memory.miss('a');
  expect(memory.find('a')).toBeUndefined();
  expect([memory.wants('a'), memory.wants('a')]).toEqual([false, true]);
  memory.miss('a');
  expect([memory.wants('a'), memory.wants('a'), memory.wants('a')]).toEqual([false, false, true]);
});

test('runs that are not asked for are forgotten a minute later, also when nothing else is asked', () => {
  const memory = filled('ab', 10);
  pass(45_000);
  expect(memory.find('a')).toBeDefined();
  pass(45_000);
  expect([memory.find('a') !== undefined, memory.find('b')]).toEqual([true, undefined]);
  pass(180_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(memory.find('a')).toBeUndefined();
});

test('runs take the room that there is for them, and what was not used for the longest time goes first', () => {
  const memory = filled('abcdefghij', 99);
  expect([...'abcdefghij'].filter((key) => memory.find(key)).join('')).toBe('cdefghij');
  memory.wants('large');
  memory.keep('large', runOf(200));
  expect(memory.find('large')).toBeUndefined();
});
