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

/** Runs a process's main function. What cannot start says why in plain lines and exits with 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const text = error instanceof EnvFault ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}
