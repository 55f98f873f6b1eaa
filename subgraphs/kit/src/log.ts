import { type Logger, pino } from 'pino';

export type { Logger };

/** JSON lines to standard output. `name` is the process; personal data never goes into a line. */
export function createLog(name: string, level: string): Logger {
  return pino({
    name,
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['req.headers', 'headers', 'variables', 'authorization', '*.authorization'], remove: true },
  });
}
