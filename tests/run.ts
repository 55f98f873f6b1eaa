// `pnpm test [vitest arguments]`: every check, cheapest first, up to the first that fails.
import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { styleText } from 'node:util';

interface Step {
  /** What is checked, as its heading says it. */
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
}

const steps: readonly Step[] = [
  { name: 'Types', command: ['tsc', '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'Format, lint and import rules', command: ['biome', 'check', '--error-on-warnings', '.'] },
  { name: 'Generated resolver types', command: ['node', 'schema/src/codegen.ts', '--check'] },
  { name: 'Composition and contract', command: ['node', 'schema/src/check.ts'] },
  { name: 'Tests', command: ['vitest', 'run', ...process.argv.slice(2)] },
];

const root = resolve(import.meta.dirname, '..');
// The pinned Node and the tools' commands come first, whoever calls this file.
const env = {
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  // Each test file is a process of its own that loads the same packages: compiled once, they are there at once.
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/gkz-qe/tests'),
};

/** Runs a command with its output going straight through; tells whether it succeeded. */
function run([program, ...args]: Step['command']): Promise<boolean> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { cwd: root, env, stdio: 'inherit' });
    // A terminal's Ctrl-C reaches the child by itself; waiting for it lets the databases stop in order.
    const forward = (signal: NodeJS.Signals) => void (signal === 'SIGTERM' && child.kill(signal));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, forward);
    child.once('error', fail);
    child.once('close', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, forward);
      done(code === 0);
    });
  });
}

for (const [index, { name, command }] of steps.entries()) {
  console.log(styleText('bold', `\n[${index + 1}/${steps.length}] ${name}`));
  const start = performance.now();
  if (!(await run(command))) {
    const skipped = steps.slice(index + 1).map((step) => step.name);
    const rest = skipped.length > 0 ? ` Not run: ${skipped.join(' · ')}.` : '';
    console.error(styleText('red', `✗ ${name} failed (${command.join(' ')}).${rest}`));
    process.exitCode = 1;
    break;
  }
  // Vitest says itself how it went, and that is the last word.
  if (index < steps.length - 1)
    console.log(styleText('green', `✓ ${((performance.now() - start) / 1000).toFixed(1)} s`));
}
