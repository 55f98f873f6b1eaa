import { readFileSync } from 'node:fs';
import { projectFolder, readLocalEnv } from '@gkz-qe/infra/env.ts';
import { loadSecrets } from '@gkz-qe/infra/files/secrets.ts';
import { findFreePort } from '@gkz-qe/infra/operator/ports.ts';
import { startNodeProcess } from '@gkz-qe/infra/processes/node-process.ts';
import { untilReady } from '@gkz-qe/infra/processes/ready.ts';
import { servicesOf } from '@gkz-qe/infra/system/services.ts';
import { afterAll } from 'vitest';
import { logFileOf } from '../../support/logs.ts';
import type { SystemFacts } from '../../support/test-system.ts';

/** A second gateway in front of the same subgraphs. */
export interface GatewayBeside {
  readonly url: string;
  /** What it has logged so far. */
  readonly readLog: () => string;
  /** Memory that the process holds, in bytes. */
  readonly readMemory: () => number;
}

/** Starts one with settings of its own, for the time of a test file. */
export async function startGatewayBeside(
  { dataDir, ports, databases }: SystemFacts,
  name: string,
  settings: Readonly<Record<string, string>>,
): Promise<GatewayBeside> {
  const env = readLocalEnv({ PATH: process.env.PATH, DATA_DIR: dataDir });
  const issuer = `http://127.0.0.1:${ports.issuer}`;
  const wiring = { env, ports, databases, issuer, secrets: loadSecrets(dataDir) };
  const service = servicesOf(wiring).find((known) => known.name === 'gateway');
  if (!service) throw new Error('There is no gateway among the services.');
  const port = await findFreePort();
  const logFile = logFileOf(dataDir, name);
  const gateway = startNodeProcess({
    ...{ script: service.script, cwd: projectFolder, logFile },
    env: { ...service.env, ...settings, PORT: String(port) },
  });
  afterAll(() => gateway.stop());
  await untilReady(port, AbortSignal.timeout(30_000));
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    readLog: () => readFileSync(logFile, 'utf8'),
    readMemory() {
      const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) * 1024;
    },
  };
}
