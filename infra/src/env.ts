import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperatorFault } from './operator/operator-fault.ts';
import { type PartName, subgraphNames } from './parts.ts';

/** The root of the repository. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

export const defaults = { port: 4000, dataDir: resolve(projectFolder, '.data') } as const;

/** How one subgraph reaches its database. */
export interface DatabaseUrls {
  /** For the service, which reads and writes rows. */
  readonly service: string;
  /** For migrations and seeds, which make tables. */
  readonly owner: string;
}

export interface LocalEnv {
  readonly port: number;
  /** Absolute path. */
  readonly dataDir: string;
  /** Databases of the operator's own; null: the embedded one. */
  readonly databases: Readonly<Record<PartName, DatabaseUrls>> | null;
  /** An issuer of the operator's own; null: the one for development. */
  readonly issuer: string | null;
  /** What every process inherits: all but what belongs to one of them alone. */
  readonly inherited: NodeJS.ProcessEnv;
  /** Whether a package manager runs this, which is then to be followed when it ends. */
  readonly launched: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** How many ports after PORT are used too. */
export const furtherPorts = subgraphNames.length + 3;

const ownNames =
  /^(PORT|HOST|DATA_DIR|NODE_ENV|DATABASE_(OWNER_)?URL.*|GATEWAY_SECRETS|DIRECTORY_(URL|SECRET).*|SUBGRAPH_(URL|SECRET).*|SMTP_URL|MAIL_FROM|PUBLIC_URL|npm_.*)$/;

/**
 * Reads what the operator has set. An empty value means missing.
 *
 * @throws OperatorFault naming what does not fit
 */
export function readLocalEnv(source: Environment = process.env): LocalEnv {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  return {
    port: readPort(given.PORT ?? String(defaults.port)),
    dataDir: readDataDir(source),
    databases: readDatabases(given),
    issuer: given.OIDC_ISSUER ?? null,
    inherited: Object.fromEntries(Object.entries(given).filter(([name]) => !ownNames.test(name))),
    launched: given.npm_lifecycle_event !== undefined,
  };
}

/** Where everything that a run keeps lies: DATA_DIR, as seen from where the command was typed, else `.data` in the project. */
export function readDataDir(source: Environment = process.env): string {
  return source.DATA_DIR ? resolve(source.INIT_CWD || '.', source.DATA_DIR) : defaults.dataDir;
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port + furtherPorts <= 65_535) return port;
  throw new OperatorFault(
    `PORT=${text} geht nicht: nennen Sie eine Zahl von 1 bis ${65_535 - furtherPorts}; auch die ${furtherPorts} Ports danach werden gebraucht.`,
  );
}

function readDatabases(given: Environment): LocalEnv['databases'] {
  const nameOf = (part: PartName) => `DATABASE_URL_${part.toUpperCase()}`;
  const missing = subgraphNames.filter((part) => !given[nameOf(part)]);
  if (missing.length === subgraphNames.length) return null;
  if (missing.length > 0) {
    throw new OperatorFault(
      `Es fehlt ${missing.map(nameOf).join(', ')}: nennen Sie eigene Server für alle ${subgraphNames.length} Datenbanken, oder für keine, dann startet die eingebaute.`,
    );
  }
  const urls = subgraphNames.map((part) => {
    const service = readUrl(nameOf(part), given[nameOf(part)]);
    const ownerName = `DATABASE_OWNER_URL_${part.toUpperCase()}`;
    return [part, { service, owner: given[ownerName] ? readUrl(ownerName, given[ownerName]) : service }] as const;
  });
  return Object.fromEntries(urls) as Record<PartName, DatabaseUrls>;
}

/** The message holds no value: an URL has a password in it. */
function readUrl(name: string, text = ''): string {
  if (/^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new OperatorFault(
    `${name} ist keine Adresse eines PostgreSQL-Servers: sie beginnt mit postgres:// und nennt Benutzer, Rechner und Datenbank.`,
  );
}
