import { expect, test } from 'vitest';
import { createRateCounter } from './rate.counter.ts';
import { clientOf } from './rate.limits.ts';

test('lets so many through in a window, says how long to wait, and starts anew after it', () => {
  let now = 0;
  const count = createRateCounter(2, 1000, () => now);
  expect([count('a'), count('a')]).toEqual([0, 0]);
  now = 400;
  expect(count('a')).toBe(600);
  now = 1000;
  expect(count('a')).toBe(0);
});

test('counts each client on its own', () => {
  const count = createRateCounter(1, 1000, () => 0);
  expect([count('a'), count('b'), count('a')]).toEqual([0, 0, 1000]);
});

test('keeps a bounded number of clients in mind', () => {
  const count = createRateCounter(1, 1000, () => 0);
  count('first');
  for (let at = 0; at < 50_000; at++) count(`client ${at}`);
  expect(count('first')).toBe(0);
  expect(count('client 49999')).toBe(1000);
});

test('takes a network of IPv6 addresses for one client, and each IPv4 address for one', () => {
  expect(clientOf('2001:db8:1:2:aaaa::1')).toBe(clientOf('2001:db8:1:2:bbbb:1:2:3'));
  expect(clientOf('2001:db8:1:2::1')).not.toBe(clientOf('2001:db8:1:3::1'));
  expect(clientOf('2001:db8::1')).toBe('2001:db8:0:0');
  expect(clientOf('::1')).toBe('0:0:0:0');
  expect(clientOf('192.0.2.1')).not.toBe(clientOf('192.0.2.2'));
  expect(clientOf('::ffff:192.0.2.1')).not.toBe(clientOf('::ffff:192.0.2.2'));
});
