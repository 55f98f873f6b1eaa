import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import http from '@graphql-mesh/transport-http';
import { createSigner, viewerHeader } from '../gateways/sign.ts';

/**
 * Hive Gateway with its defaults, or with its planner in Rust (PLANNER=rust). By default it shares equal calls between requests that are
 * under way at the same time; SHARING=off switches that off.
 */
const sign = createSigner(process.env.BENCH_SECRETS);

const signing = {
  onFetch({ url, options, setOptions, context }) {
    const viewer = context?.request?.headers.get(viewerHeader);
    setOptions({ ...options, headers: { ...options.headers, ...sign(url, options.body, viewer) } });
  },
};

const gateway = createGatewayRuntime({
  supergraph: readFileSync(process.env.SUPERGRAPH ?? '', 'utf8'),
  transports: { http },
  logging: false,
  landingPage: false,
  graphiql: false,
  ...(process.env.PLANNER === 'rust' && { unifiedGraphHandler }),
  ...(process.env.SHARING === 'off' && {
    transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
  }),
  plugins: () => (process.env.BENCH_SECRETS ? [signing] : []),
});

const server = createServer(gateway).listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.send?.({ url: `http://127.0.0.1:${port}/graphql` });
});
process.on('disconnect', () => process.exit());
