import { existsSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorFault } from '../operator/operator-fault.ts';
import { type Account, give, runAloneAs } from './account.ts';
import type { Binaries } from './binaries.ts';

interface Place {
  readonly dataDir: string;
  /** Where the database files lie; its `data` is what PostgreSQL calls PGDATA. */
  readonly folder: string;
}

/**
 * Refuses files of another PostgreSQL version, which its server would refuse too, but in words for specialists.
 *
 * @throws OperatorFault naming the folder and both versions
 */
export function requireVersion({ dataDir, folder }: Place, wanted: string): void {
  for (const place of [join(folder, 'data'), folder, dataDir]) {
    const file = join(place, 'PG_VERSION');
    const found = existsSync(file) ? readFileSync(file, 'utf8').trim() : wanted;
    if (found === wanted) continue;
    throw new OperatorFault(
      `Der Ordner ${place} gehört zu PostgreSQL ${found}, gebraucht wird PostgreSQL ${wanted}: nennen Sie mit DATA_DIR einen anderen Ordner, oder beginnen Sie mit --fresh neu (das löscht die Daten).`,
    );
  }
}

interface InitialiseOptions {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly account: Account;
  readonly adminPassword: string;
  readonly durable: boolean;
}

/**
 * Makes a new, empty cluster in `folder/data`: UTF-8, passwords by SCRAM, the built-in C.UTF-8 order (the same on every
 * machine; German order is asked for by an ICU collation). It appears only when it is whole, so a crash leaves nothing half.
 *
 * @throws OperatorFault with what PostgreSQL said
 */
export async function initialise(options: InitialiseOptions): Promise<void> {
  const { folder, binaries, account } = options;
  const draft = join(folder, 'data.new');
  const passwordFile = join(folder, 'password.new');
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  try {
    writeFileSync(passwordFile, `${options.adminPassword}\n`, { mode: 0o600, flag: 'wx' });
    give(account, passwordFile);
    const fault = await runAloneAs(account, join(binaries.folder, 'bin', 'initdb'), [
      `--pgdata=${draft}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      options.durable ? '--sync-method=fsync' : '--no-sync',
    ]);
    if (fault !== null) throw new OperatorFault(explain(fault, folder));
    renameSync(draft, join(folder, 'data'));
  } finally {
    rmSync(draft, { recursive: true, force: true });
    if (existsSync(passwordFile)) unlinkSync(passwordFile);
  }
}

function explain(output: string, folder: string): string {
  const reason = output.match(/(?:error|FATAL):\s*(.+)/)?.[1] ?? output.trim().split('\n').at(-1) ?? '';
  return `Die Datenbank ließ sich in ${folder} nicht anlegen (${reason}): schaffen Sie dort Platz und Schreibrechte, oder nennen Sie mit DATA_DIR einen anderen Ordner.`;
}
