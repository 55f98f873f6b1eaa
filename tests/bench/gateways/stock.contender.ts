import { readFileSync } from 'node:fs';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createSigner, viewerHeader } from './sign.ts';

/** The stock gateway as its documentation starts it. Its own data source, which signs where the subgraphs want it. */
const sign = createSigner(process.env.BENCH_SECRETS);

interface Context {
  readonly viewer: string | undefined;
}

class SigningDataSource extends RemoteGraphQLDataSource<Context> {
  constructor(url: string) {
    super({ url });
    const send = this.fetcher;
    this.fetcher = (address, init) => {
      const viewer = init?.headers?.[viewerHeader];
      return send(address, { ...init, headers: { ...init?.headers, ...sign(address, `${init?.body}`, viewer) } });
    };
  }

  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Context>['willSendRequest']>>[0]) {
    if (context.viewer) request.http?.headers.set(viewerHeader, context.viewer);
  }
}

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.env.SUPERGRAPH ?? '', 'utf8'),
  ...(process.env.BENCH_SECRETS && { buildService: ({ url }) => new SigningDataSource(url ?? '') }),
});
const server = new ApolloServer<Context>({ gateway, introspection: false });
const { url } = await startStandaloneServer(server, {
  listen: { host: '127.0.0.1', port: 0 },
  context: async ({ req }) => ({ viewer: req.headers[viewerHeader]?.toString() }),
});
process.send?.({ url });
process.on('disconnect', () => process.exit());
