import { describe, expect, test } from 'vitest';
import { createSignatureCheck, maxAgeMs, signCall } from './signature.ts';

const secret = 'a'.repeat(32);
const next = 'b'.repeat(32);
const call = { method: 'POST', path: '/graphql', viewer: 'eyJ9', body: '{"query":"{ topics { code } }"}' };
const now = 1_800_000_000_000;

describe('a signed call', () => {
  test('passes with the secret that signed it', () => {
    expect(createSignatureCheck([secret])(call, signCall(call, secret, now), now)).toBeNull();
  });

  test('passes with either secret while one replaces the other', () => {
    const check = createSignatureCheck([next, secret]);
    expect(check(call, signCall(call, secret, now), now)).toBeNull();
    expect(check(call, signCall(call, next, now), now)).toBeNull();
  });

  test.each([
    ['method', { method: 'GET' }],
    ['path', { path: '/graphql?x' }],
    ['viewer', { viewer: 'eyJ8' }],
    ['body', { body: '{}' }],
  ])('is refused where its %s was altered', (_name, change) => {
    const signature = signCall(call, secret, now);
    expect(createSignatureCheck([secret])({ ...call, ...change }, signature, now)).toBe('altered');
  });

  test('is refused where a part of one field was moved into the next', () => {
    const moved = { ...call, viewer: `${call.viewer}\n{`, body: call.body.slice(1) };
    expect(createSignatureCheck([secret])(moved, signCall(call, secret, now), now)).toBe('altered');
  });

  test('is refused with another secret, and with none', () => {
    expect(createSignatureCheck([next])(call, signCall(call, secret, now), now)).toBe('altered');
    expect(createSignatureCheck([])(call, signCall(call, secret, now), now)).toBe('altered');
  });

  test('is refused when it is too old or comes from the future', () => {
    const check = createSignatureCheck([secret]);
    expect(check(call, signCall(call, secret, now - maxAgeMs - 1), now)).toBe('stale');
    expect(check(call, signCall(call, secret, now + maxAgeMs + 1), now)).toBe('stale');
  });

  test('is refused the second time, also at the end of its life', () => {
    const check = createSignatureCheck([secret]);
    const signature = signCall(call, secret, now);
    expect(check(call, signature, now - maxAgeMs)).toBeNull();
    expect(check(call, signature, now)).toBe('replayed');
    check(call, signCall(call, secret, now + maxAgeMs), now + maxAgeMs);
    expect(check(call, signature, now + maxAgeMs)).toBe('replayed');
  });

  test.each([
    [undefined, 'missing'],
    ['', 'missing'],
    ['v1=abc', 'malformed'],
    ['t=1,n=x,v1=zz', 'malformed'],
  ])('without a proper signature (%s) is refused as %s', (header, fault) => {
    expect(createSignatureCheck([secret])(call, header, now)).toBe(fault);
  });
});
