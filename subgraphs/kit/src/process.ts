import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EnvFault } from './env.ts';
import type { Logger } from './log.ts';

/** How long a process may take to finish what it is doing, in milliseconds. */
const graceMs = 10_000;

/**
 * Ends the process in order on SIGTERM, on SIGINT and when the process that started it is gone (its IPC channel closes).
 *
 * @param close stops taking calls, finishes those under way, closes the database
 */
export function closeOnSignals(log: Logger, close: () => Promise<void>): void {
  let closing = false;
  const end = async (reason: string) => {
    if (closing) return;
    closing = true;
    log.info({ reason }, 'closing');
    setTimeout(() => process.exit(1), graceMs).unref();
    try {
      await close();
      process.exit(0);
    } catch (error) {
      log.error({ failure: error instanceof Error ? error.message : typeof error }, 'could not close in order');
      process.exit(1);
    }
  };
  process.once('SIGTERM', () => void end('SIGTERM'));
  process.once('SIGINT', () => void end('SIGINT'));
  process.once('disconnect', () => void end('the starting process is gone'));
}

/** What was typed behind a command does not fit. Its message is all that is told. */
export class CommandFault extends Error {
  override readonly name = 'CommandFault';
}

/**
 * Reads the file that a command names.
 *
 * @param typedIn where the command was typed: pnpm runs scripts in the package's folder
 * @throws CommandFault where it cannot be read
 */
export function readNamedFile(file: string, typedIn = '.'): Uint8Array {
  const path = resolve(typedIn, file);
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandFault(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Runs a process's main function. What cannot start says why in plain lines and exits with 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${isOperators(error) ? error.message : error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  }
}

/** Whether who started the process can put it right: then they need no stack. */
function isOperators(error: unknown): error is Error {
  if (error instanceof EnvFault || error instanceof CommandFault) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
