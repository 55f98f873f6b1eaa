import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseUrls, projectFolder, readLocalEnv } from '@gkz-qe/infra/env.ts';
import { loadSecrets } from '@gkz-qe/infra/files/secrets.ts';
import { signToken, type ViewerClaims } from '@gkz-qe/infra/identity/issuer.ts';
import { type PartName, subgraphNames } from '@gkz-qe/infra/parts.ts';
import { gatewaySecretOf, servicesOf } from '@gkz-qe/infra/system/services.ts';
import { viewerHeader } from '@gkz-qe/kit/signature.ts';
import { encodeViewer, type Role } from '@gkz-qe/kit/viewer.ts';
import { startSystem, type TestSystem } from '../../support/test-system.ts';
import { gatewayOptions } from '../gateways/gateways.ts';
import type { AddResult, Group, Session } from '../group.ts';
import type { BenchCase } from '../measure/bench-case.ts';
import type { Contender, ContenderOptions } from '../measure/contender.ts';
import { writeSupergraph } from '../measure/supergraph-file.ts';
import { startDatabases } from './databases.ts';
import { type OwnOperation, ownOperations } from './operations.ts';

type OperationName = keyof typeof ownOperations;

const cases = 200_000;
const quickCases = 2_000;

/** Our graph: the known operations on the real processes and PostgreSQL. */
export const ownGraph: Group = {
  cases: Object.keys(ownOperations).map((name) => `own/${name}`),
  async measure(session, names, add) {
    const count = session.quick ? quickCases : cases;
    await using databases = await startDatabases(session.dataDir, session.say);
    await measureOwn(session, count, await databases.open(count), names, add);
  },
};

/** Measures these cases (`own/CasePage`) over databases that hold so many cases. */
export async function measureOwn(
  session: Session,
  count: number,
  databases: Readonly<Record<PartName, DatabaseUrls>>,
  names: readonly string[],
  add: AddResult,
): Promise<void> {
  session.say('starting the subgraphs');
  // Tests look into the change logs ten times as often as `pnpm start` does.
  const env = { LOG_LEVEL: 'error', DIRECTORY_POLL_MS: '2000', NODE_OPTIONS: session.nodeOptions };
  await using system = await startSystem({ databases, env, production: true });
  using supergraph = writeSupergraph(supergraphFor(system));
  const contenders = await session.start(await contenderOptions(system, supergraph.file));
  try {
    for (const name of names) {
      const operation = await ownOperations[name.split('/')[1] as OperationName](databases.consultation.owner);
      const result = await session.measure(await caseOf(name, operation, contenders, system));
      add({ ...result, name: `${name}, ${count.toLocaleString('en')} cases` });
    }
  } finally {
    await Promise.all(contenders.map((contender) => contender.stop()));
  }
}

async function caseOf(
  name: string,
  { bodies, claims, clients, normalise, writes }: OwnOperation,
  contenders: readonly Contender[],
  system: TestSystem,
): Promise<BenchCase> {
  return {
    ...{ name, bodies, clients, ...(normalise && { normalise }) },
    contenders: writes ? contenders.filter((contender) => contender.name !== 'floor') : contenders,
    headers: claims ? await headersOf(claims, system.dataDir) : {},
    expect: writes ? 'no errors' : 'same',
  };
}

/** Ours gets a token, as from a client; the others are told who asks, and need not find out. */
async function headersOf(claims: ViewerClaims, dataDir: string): Promise<Record<string, string>> {
  const token = await signToken(dataDir, claims, '8h');
  const { sub, roles, association = null, advisor_id = null } = claims;
  const viewer = { subject: sub, roles: roles as Role[], association, advisorId: advisor_id };
  return { authorization: `Bearer ${token}`, [viewerHeader]: encodeViewer(viewer) };
}

async function contenderOptions(system: TestSystem, supergraph: string): Promise<readonly ContenderOptions[]> {
  const { databases, dataDir } = system;
  const secretsOf = loadSecrets(dataDir);
  const secrets = subgraphNames.map((name) => [urlOf(system, name), gatewaySecretOf(name, secretsOf)]);
  const gateways = await gatewayOptions({
    supergraph,
    secrets: Object.fromEntries(secrets),
    oursEnv: { ...environmentOfOurs(system), SUPERGRAPH: committed },
  });
  const urls = Object.fromEntries(Object.entries(databases).map(([name, { service }]) => [name, service]));
  const floor = {
    name: 'floor',
    module: new URL('floor.contender.ts', import.meta.url).pathname,
    env: { NODE_ENV: 'production', FLOOR_DATABASES: JSON.stringify(urls) },
  };
  return [...gateways, floor];
}

/** What `pnpm start` would tell our gateway, but for its port, which the system's own has. */
function environmentOfOurs({ databases, ports, dataDir }: TestSystem): Record<string, string> {
  const env = readLocalEnv({ DATA_DIR: dataDir, PORT: String(ports.gateway) });
  const issuer = `http://127.0.0.1:${ports.issuer}`;
  const services = servicesOf({ env, ports, secrets: loadSecrets(dataDir), databases, issuer });
  const gateway = services.find(({ name }) => name === 'gateway')?.env ?? {};
  const own = new Set(['PORT', 'NODE_COMPILE_CACHE']);
  return Object.fromEntries(
    Object.entries(gateway).flatMap(([name, value]) => (own.has(name) || value === undefined ? [] : [[name, value]])),
  );
}

const committed = join(projectFolder, 'schema/generated/supergraph.graphql');

const urlOf = ({ ports }: TestSystem, name: PartName) => `http://127.0.0.1:${ports[name]}/graphql`;

/**
 * The supergraph for the other gateways, with addresses of this run, and without the note that access directives must be enforced: none
 * of them does, and the stock gateway would not start.
 */
function supergraphFor(system: TestSystem): string {
  const enforced = /(\/(?:authenticated|requiresScopes)\/[^)]*), for: SECURITY/g;
  return subgraphNames.reduce(
    (text, name) => text.replace(new RegExp(`(name: "${name}", url: ")[^"]*`), `$1${urlOf(system, name)}`),
    readFileSync(committed, 'utf8').replaceAll(enforced, '$1'),
  );
}
