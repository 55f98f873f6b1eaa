import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const module = new URL('process.ts', import.meta.url).href;

/** What a command writes about its end, and with which code it ends. */
async function endOf(main: string): Promise<{ readonly code: number; readonly stderr: string }> {
  const script = `import { parseArgs } from 'node:util';
    import { CommandFault, readNamedFile, runMain } from ${JSON.stringify(module)};
    await runMain(async () => { ${main} });`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return run.then(
    ({ stderr }) => ({ code: 0, stderr }),
    ({ code, stderr }) => ({ code, stderr }),
  );
}

test.each([
  ['what was typed', `throw new CommandFault('--batch takes a number')`, '--batch takes a number\n'],
  ['a file that is not there', `readNamedFile('no.csv', '/')`, '/no.csv cannot be read (ENOENT)\n'],
  ['an option that no command has', `parseArgs({ args: ['--nope'] })`, /^Unknown option '--nope'[^\n]*\n$/],
])('says in one line what is wrong with %s', async (_what, main, line) => {
  const { code, stderr } = await endOf(main);
  expect([code, stderr]).toEqual([1, typeof line === 'string' ? line : expect.stringMatching(line)]);
});

test('says where it happened of a failure that nobody expected', async () => {
  expect(await endOf(`throw new Error('broken')`)).toEqual({ code: 1, stderr: expect.stringMatching(/broken\n +at /) });
});
