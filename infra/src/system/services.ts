import { join } from 'node:path';
import { type DatabaseUrls, type LocalEnv, projectFolder } from '../env.ts';
import { cacheFolderOf } from '../files/data-folder.ts';
import type { Secrets } from '../files/secrets.ts';
import { associationNames, audience, type PartName, type Ports, subgraphNames } from '../parts.ts';

export type ServiceName = PartName | 'gateway';

/** A process of the system: what it runs and with which environment. */
export interface Service {
  readonly name: ServiceName;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly port: number;
}

/** Makes a database's tables or fills them: a process that ends by itself. */
export interface Preparation {
  readonly name: PartName;
  readonly folder: string;
  readonly ownerUrl: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface Wiring {
  readonly env: LocalEnv;
  readonly ports: Ports;
  readonly secrets: Secrets;
  readonly databases: Readonly<Record<PartName, DatabaseUrls>>;
  /** Where tokens come from. */
  readonly issuer: string;
}

/** All processes, each with an environment that holds its own secrets only. */
export function servicesOf(wiring: Wiring): readonly Service[] {
  return [...subgraphNames.map((name) => subgraphService(name, wiring)), gatewayService(wiring)];
}

/** What to run before the subgraphs start, once for each database. */
export function preparationsOf({ env, databases }: Pick<Wiring, 'env' | 'databases'>): readonly Preparation[] {
  return subgraphNames.map((name) => ({
    name,
    folder: folderOf(name),
    ownerUrl: databases[name].owner,
    env: { ...commonEnv(env), DATABASE_OWNER_URL: databases[name].owner },
  }));
}

function subgraphService(name: PartName, wiring: Wiring): Service {
  const { env, ports, databases, secrets } = wiring;
  return {
    name,
    script: join(folderOf(name), 'src', 'main.ts'),
    port: ports[name],
    env: {
      ...commonEnv(env),
      PORT: String(ports[name]),
      DATABASE_URL: databases[name].service,
      GATEWAY_SECRETS: gatewaySecretOf(name, secrets),
      ...(name === 'consultation'
        ? { ...directoryEnv(wiring), ...mailEnv(wiring) }
        : { DIRECTORY_SECRETS: directorySecretOf(name, secrets) }),
    },
  };
}

/** Where consultation asks the associations for their directories, and what it signs with. */
function directoryEnv({ ports, secrets }: Wiring): NodeJS.ProcessEnv {
  return Object.fromEntries(
    associationNames.flatMap((name) => [
      [`DIRECTORY_URL_${name.toUpperCase()}`, graphUrl(ports[name])],
      [`DIRECTORY_SECRET_${name.toUpperCase()}`, directorySecretOf(name, secrets)],
    ]),
  );
}

/** Mails stay on this machine; their links lead to where a client would be, beside the gateway. */
function mailEnv({ ports }: Wiring): NodeJS.ProcessEnv {
  return {
    SMTP_URL: `smtp://127.0.0.1:${ports.mail}`,
    MAIL_FROM: 'Kompetenzzentrum Quartiersentwicklung <kompetenzzentrum@gkz.beispiel.invalid>',
    PUBLIC_URL: `http://127.0.0.1:${ports.gateway}`,
  };
}

function gatewayService({ env, ports, secrets, issuer }: Wiring): Service {
  const subgraphs = subgraphNames.flatMap((name) => [
    [`SUBGRAPH_URL_${name.toUpperCase()}`, graphUrl(ports[name])],
    [`SUBGRAPH_SECRET_${name.toUpperCase()}`, gatewaySecretOf(name, secrets)],
  ]);
  return {
    name: 'gateway',
    script: join(projectFolder, 'gateway', 'src', 'main.ts'),
    port: ports.gateway,
    env: {
      OIDC_AUDIENCE: audience,
      ...commonEnv(env),
      ...Object.fromEntries(subgraphs),
      PORT: String(ports.gateway),
      OIDC_ISSUER: issuer,
    },
  };
}

function commonEnv(env: LocalEnv): NodeJS.ProcessEnv {
  return {
    ...env.inherited,
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    NODE_COMPILE_CACHE: cacheFolderOf(env.dataDir),
  };
}

function graphUrl(port: number): string {
  return `http://127.0.0.1:${port}/graphql`;
}

/** What the gateway signs its calls of a subgraph with. */
export function gatewaySecretOf(name: PartName, secrets: Secrets): string {
  return secrets(`gateway to ${name}`);
}

/** What consultation signs with when it follows an association's change log. */
export function directorySecretOf(name: PartName, secrets: Secrets): string {
  return secrets(`directory of ${name}`);
}

function folderOf(name: PartName): string {
  return join(projectFolder, 'subgraphs', name);
}
