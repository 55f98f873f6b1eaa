import { describe, expect, test } from 'vitest';
import { covers, landOf, registerKeyOf } from './keys.ts';

describe('keys', () => {
  test.each([
    ['08111', '08111000'],
    ['08421', '08421000'],
    ['08115', '08115'],
    ['08336010', '08336010'],
    ['09161', '09161'],
    ['nonsense', 'nonsense'],
  ])('the register holds %s as %s', (key, expected) => {
    expect(registerKeyOf(key)).toBe(expected);
  });

  test.each([
    ['08336010', 'Baden-Württemberg'],
    ['09162', 'Bayern'],
    ['17001001', null],
    ['0916200', null],
    ['091620001', null],
    ['Böllen', null],
  ])('%s lies in %j', (key, land) => {
    expect(landOf(key)).toBe(land);
  });

  test('an area covers what begins with its key, and an empty or foreign area covers nothing', () => {
    expect(covers('0833', '08336010')).toBe(true);
    expect(covers('08336010', '08336')).toBe(false);
    expect(covers('', '08336010')).toBe(false);
    expect(covers('0', '08336010')).toBe(false);
  });
});
