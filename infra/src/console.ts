/** Writes lines for the operator, each with the seconds since the start, later with the time of day. */
export interface Console {
  /** What happens, as it happens. */
  say(line: string): void;
  /** A text as it is, without a time. */
  print(text: string): void;
  /** What went wrong. */
  complain(text: string): void;
  /** From now on lines carry the time of day. */
  started(): void;
}

export function createConsole(): Console {
  const start = Date.now();
  let stamp = () => `${((Date.now() - start) / 1000).toFixed(1).replace('.', ',').padStart(5)} s`;
  // The terminal or the pipe may be gone before the system is: what nobody reads must not keep it from ending in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return {
    say: (line) => void process.stdout.write(`${stamp()}  ${line}\n`),
    print: (text) => void process.stdout.write(`${text}\n`),
    complain: (text) => void process.stderr.write(`${text}\n`),
    started: () => {
      stamp = () => new Date().toLocaleTimeString('de-DE');
    },
  };
}

/** What the operator needs to know once the system runs. */
export function summaryOf(facts: {
  readonly port: number;
  readonly dataDir: string;
  /** Where the database files lie if not in the data folder; null: on the operator's own servers. */
  readonly databaseFolder: string | null;
  readonly hasIssuer: boolean;
  /** Settings to repeat in front of a further command ('DATA_DIR=/tmp/x '). */
  readonly prefix: string;
}): string {
  const pnpm = `${facts.prefix}npx -y pnpm@12.21.0`;
  const rows: readonly (readonly [string, string])[] = [
    ['Graph', `http://127.0.0.1:${facts.port}/graphql (im Browser: Explorer)`],
    ['Anmeldung', facts.hasIssuer ? `${pnpm} run token --role coordinator` : 'durch Ihren eigenen OIDC_ISSUER'],
    ['Daten', facts.databaseFolder ? facts.dataDir : `auf Ihren eigenen Servern; Protokolle in ${facts.dataDir}`],
    ...(facts.databaseFolder && !facts.databaseFolder.startsWith(facts.dataDir)
      ? ([['Datenbank', facts.databaseFolder]] as const)
      : []),
    ['Protokolle', `${facts.dataDir}/logs`],
    ['Beenden', 'Strg+C'],
    ...(facts.databaseFolder ? ([['Neu beginnen', `${pnpm} start --fresh (löscht alle Daten)`]] as const) : []),
  ];
  return ['', 'Das System läuft.', '', ...rows.map(([name, text]) => `  ${name.padEnd(14)}${text}`), ''].join('\n');
}
