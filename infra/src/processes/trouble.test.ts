import { expect, test } from 'vitest';
import { createTroubleListener } from './trouble.ts';

const line = (level: number, msg: string) => JSON.stringify({ level, time: '2026-11-23T08:00:00.000Z', msg });

test('says warnings and errors shortly, once, and nothing less', () => {
  const said: string[] = [];
  const listen = createTroubleListener('gateway', (text) => said.push(text));
  for (const text of [
    line(30, 'listening'),
    line(40, 'slow'),
    line(50, 'broken'),
    line(40, 'slow'),
    'no JSON',
    '{"level":50,',
  ]) {
    listen(text);
  }
  expect(said).toEqual(['gateway meldet: slow', 'gateway meldet: broken']);
});
