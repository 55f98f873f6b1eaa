/** Writes lines for the operator, each with the seconds since the start, later with the time of day. */
export interface Console {
  /** What happens, as it happens. */
  say(line: string): void;
  /** A text as it is, without a time. */
  print(text: string): void;
  /** What went wrong. */
  complain(text: string): void;
  /** Says what the operator needs to know now; from here on lines carry the time of day. */
  announce(summary: string): void;
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
    announce: (summary) => {
      process.stdout.write(`${stamp()}  Das System läuft.\n\n${summary}\n`);
      stamp = () => new Date().toLocaleTimeString('de-DE');
    },
  };
}

/** What the operator needs to know once the system runs. */
export function summaryOf(facts: {
  readonly port: number;
  readonly dataDir: string;
  /** Where the database files lie if not in the data folder; null: on the operator's own servers. */
  readonly folder: string | null;
  readonly hasIssuer: boolean;
  /** Where these differ from what goes without saying, a further command has to repeat them. */
  readonly defaults: { readonly port: number; readonly dataDir: string };
}): string {
  const data = facts.dataDir === facts.defaults.dataDir ? '' : `DATA_DIR=${facts.dataDir} `;
  const port = facts.port === facts.defaults.port ? '' : `PORT=${facts.port} `;
  const pnpm = 'npx -y pnpm@12.21.0';
  const rows: readonly (readonly [string, string])[] = [
    ['Graph', `http://127.0.0.1:${facts.port}/graphql (im Browser: Explorer)`],
    [
      'Token',
      facts.hasIssuer ? `${data}${pnpm} run token --role coordinator` : 'von Ihrem eigenen Aussteller (OIDC_ISSUER)',
    ],
    ['Daten', facts.folder ? facts.dataDir : `auf Ihren eigenen Servern; Protokolle in ${facts.dataDir}`],
    ...(facts.folder && !facts.folder.startsWith(facts.dataDir) ? ([['Datenbank', facts.folder]] as const) : []),
    ['E-Mails', `${facts.dataDir}/mails (nichts davon verlässt diesen Rechner)`],
    ['Protokolle', `${facts.dataDir}/logs`],
    ['Beenden', 'Strg+C'],
    ...(facts.folder ? ([['Neu beginnen', `${port}${data}${pnpm} start --fresh (löscht alle Daten)`]] as const) : []),
  ];
  return rows.map(([name, text]) => `  ${name.padEnd(14)}${text}\n`).join('');
}
