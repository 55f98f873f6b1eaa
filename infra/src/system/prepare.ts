import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectFolder } from '../env.ts';
import { OperatorFault } from '../operator/operator-fault.ts';
import { describeEnding, startNodeProcess } from '../processes/node-process.ts';
import type { Preparation } from './services.ts';

export interface PrepareOptions {
  readonly logFileOf: (name: string) => string;
  readonly say: (line: string) => void;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

/**
 * Brings all databases up to date, side by side: tables by the migrations, then the data that is not there yet.
 *
 * Nothing is run where the database says that it has been done from just these files.
 *
 * @throws OperatorFault where a migration or a seed fails
 */
export async function prepareAll(preparations: readonly Preparation[], options: PrepareOptions): Promise<void> {
  const outcomes = await Promise.allSettled(preparations.map((preparation) => prepare(preparation, options)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

async function prepare(preparation: Preparation, options: PrepareOptions): Promise<void> {
  const fingerprint = fingerprintOf(preparation.folder);
  const mark = await readMark(preparation.ownerUrl).catch((error: Error) => {
    throw new OperatorFault(
      `Die Datenbank von ${preparation.name} antwortet nicht (${error.message}): prüfen Sie DATABASE_URL_${preparation.name.toUpperCase()}, oder lassen Sie alle weg, dann startet die eingebaute.`,
    );
  });
  if (mark === fingerprint) return;
  const start = Date.now();
  options.say(`${preparation.name}: Tabellen und Daten werden eingerichtet …`);
  await runStep(preparation, 'migrate', options);
  await runStep(preparation, 'seed', options);
  await writeMark(preparation.ownerUrl, fingerprint);
  const seconds = ((Date.now() - start) / 1000).toLocaleString('de-DE', { maximumFractionDigits: 1 });
  options.say(`${preparation.name}: eingerichtet (${seconds} s).`);
}

async function runStep({ name, folder, env }: Preparation, step: string, options: PrepareOptions): Promise<void> {
  options.signal.throwIfAborted();
  const logFile = options.logFileOf(name);
  const script = join(folder, 'src', `${step}.ts`);
  const running = startNodeProcess({ script, cwd: projectFolder, env, logFile });
  const stop = () => void running.stop();
  options.signal.addEventListener('abort', stop);
  const ending = await running.exited;
  options.signal.removeEventListener('abort', stop);
  options.signal.throwIfAborted();
  if (ending.code === 0) return;
  const what = step === 'migrate' ? 'Die Tabellen' : 'Die Daten';
  throw new OperatorFault(
    `${what} von ${name} ließen sich nicht einrichten (${describeEnding(ending)}): der Grund steht in ${logFile}; mit --fresh beginnen Sie mit leeren Datenbanken neu.`,
  );
}

/** Differs where a migration or a seed, or a step that runs them, has changed. */
function fingerprintOf(folder: string): string {
  const hash = createHash('sha256');
  const files = ['migrations', 'seeds', 'src/migrate.ts', 'src/seed.ts'].flatMap((name) =>
    filesBelow(join(folder, name)),
  );
  for (const file of files)
    hash
      .update(`${file.slice(folder.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return `prepared from ${hash.digest('hex')}`;
}

function filesBelow(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)));
}

/** The mark is the database's own comment: it goes where the database goes, and away with it. */
async function readMark(url: string): Promise<string | null> {
  const rows = await query<{ mark: string | null }>(
    url,
    `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`,
  );
  return rows[0]?.mark ?? null;
}

async function writeMark(url: string, mark: string): Promise<void> {
  const [row] = await query<{ name: string }>(url, 'select current_database() as name');
  const statement = `comment on database ${pg.escapeIdentifier(row?.name ?? '')} is ${pg.escapeLiteral(mark)}`;
  // On a server of the operator's own the role may not own the database. Then the steps, safe to repeat, run at every start.
  await query(url, statement).catch(() => {});
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
