/** How long the same trouble of one process stays unsaid after it was said. */
const quietMs = 60_000;

/**
 * Makes a listener for a process's JSON log lines that says warnings and errors shortly, each text once a minute: one part that
 * is down must not fill the terminal. The log file has them all.
 */
export function createTroubleListener(name: string, say: (line: string) => void): (line: string) => void {
  const saidAt = new Map<string, number>();
  return (line) => {
    const trouble = readTrouble(line);
    if (!trouble) return;
    const now = Date.now();
    if (now - (saidAt.get(trouble) ?? Number.NEGATIVE_INFINITY) < quietMs) return;
    if (saidAt.size > 100) saidAt.clear();
    saidAt.set(trouble, now);
    say(`${name} meldet: ${trouble}`);
  };
}

/** The message of a warning or error, undefined for anything less. */
function readTrouble(line: string): string | undefined {
  if (!/^\{"level":(?:[4-6]0|"(?:warn|error|fatal)")/.test(line)) return undefined;
  try {
    const { msg } = JSON.parse(line) as { msg?: unknown };
    return typeof msg === 'string' ? msg.slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}
