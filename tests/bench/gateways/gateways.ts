import { findFreePort } from '@gkz-qe/infra/operator/ports.ts';
import { nodeFlags } from '@gkz-qe/infra/processes/node-process.ts';
import type { ContenderOptions } from '../measure/contender.ts';

/** What all gateways of a case get: the same supergraph, and the secrets of its subgraphs by address. */
export interface GatewaySetup {
  /** Absolute path of a file with addresses that can be called. */
  readonly supergraph: string;
  readonly secrets?: Readonly<Record<string, string>>;
  /** What only our gateway is told. */
  readonly oursEnv?: Readonly<Record<string, string>>;
  readonly sharing?: 'on' | 'off';
}

const here = (file: string) => new URL(file, import.meta.url).pathname;

/** Our gateway first, then those it is compared with. All in production mode, but for ours, which would then ask for https. */
export async function gatewayOptions(setup: GatewaySetup): Promise<readonly ContenderOptions[]> {
  const { supergraph, secrets, oursEnv, sharing = 'off' } = setup;
  const others = {
    ...{ SUPERGRAPH: supergraph, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' },
    ...(secrets && { BENCH_SECRETS: JSON.stringify(secrets) }),
  };
  const own = { SUPERGRAPH: supergraph, HOST: '127.0.0.1', NODE_ENV: 'development', LOG_LEVEL: 'error' };
  const hive = { module: here('../hive/hive.contender.js'), env: { ...others, SHARING: sharing } };
  return [
    {
      name: 'ours',
      module: here('ours.contender.ts'),
      flags: nodeFlags,
      env: { ...own, PORT: String(await findFreePort()), ...oursEnv },
    },
    { name: 'stock', module: here('stock.contender.ts'), env: others },
    { name: 'hive', ...hive },
    { name: 'hive-rust', ...hive, env: { ...hive.env, PLANNER: 'rust' } },
  ];
}
