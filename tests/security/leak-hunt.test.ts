import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import { loadSecrets } from '@gkz-qe/infra/files/secrets.ts';
import { subgraphNames } from '@gkz-qe/infra/parts.ts';
import { gatewaySecretOf } from '@gkz-qe/infra/system/services.ts';
import { signatureHeader, viewerHeader } from '@gkz-qe/kit/signature.ts';
import { encodeViewer, publicViewer } from '@gkz-qe/kit/viewer.ts';
import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readLogs } from '../support/logs.ts';
import { useSharedSystem } from '../support/use-system.ts';
import { createDice } from './support/dice.ts';
import { clientGrammar, subgraphGrammar } from './support/grammars.ts';
import { judge } from './support/judge.ts';
import { findMarkers } from './support/marker.ts';
import { plant } from './support/plant.ts';
import { linkOf, ours, plantedCases, stranger } from './support/planted-cases.ts';
import { writeRandomOperation } from './support/random-operation.ts';
import { columns } from './support/read-table.ts';
import { createSubgraphClient, sendToSubgraph, signedHeaders } from './support/subgraph-client.ts';
import { readVerdicts } from './support/verdicts.ts';
import { belongsToAssociation, type Person, personOf } from './support/viewers.ts';

const system = await useSharedSystem();
await plant(system);
const askSubgraph = createSubgraphClient(system);
const supergraph = readFileSync(join(projectFolder, 'schema/generated/supergraph.graphql'), 'utf8');
const verdicts = readVerdicts(buildSchema(supergraph, { assumeValid: true }));

/** Everybody, with an association that has to do with the planted cases and with one that has not. Without the link an inquirer is public. */
const people: readonly Person[] = columns
  .filter((column) => column !== 'inquirer')
  .flatMap((column) => [personOf(column, ours), ...(belongsToAssociation(column) ? [personOf(column, stranger)] : [])]);
const named = people.map((person) => ({
  person,
  who: [person.column, person.association].filter(Boolean).join(' of '),
}));

/** Puts seeded operations, three at a time; answers what is wrong with each, with the operation that shows it. */
async function hunt(count: number, ask: (seed: number) => Promise<readonly [text: string, faults: readonly string[]]>) {
  const found: string[] = [];
  const seeds = Array.from({ length: count }, (_, seed) => seed).values();
  const follow = async () => {
    for (const seed of seeds) {
      const [text, faults] = await ask(seed);
      found.push(...faults.map((fault) => `seed ${seed} ${fault}\n${text}`));
    }
  };
  await Promise.all([follow(), follow(), follow()]);
  return found;
}

describe('of generated operations through the gateway none shows what is hidden or refuses what is allowed', () => {
  const grammar = clientGrammar();

  test.each(named)('asked by: $who', async ({ person }) => {
    const faults = await hunt(32, async (seed) => {
      const { text, asked } = writeRandomOperation(grammar, seed);
      return [text, judge(await system.graph(text, {}, person.asker), asked, person, verdicts)];
    });
    expect(faults).toEqual([]);
  });
});

describe.each(subgraphNames)('nor straight at the subgraph %s, in the gateway’s name', (name) => {
  const grammar = subgraphGrammar(name);

  test.each(named)('asked by: $who', async ({ person }) => {
    const faults = await hunt(name === 'consultation' ? 28 : 12, async (seed) => {
      const { text, asked } = writeRandomOperation(grammar, 10_000 + seed);
      return [text, judge(await askSubgraph(name, text, person.viewer), asked, person, verdicts)];
    });
    expect(faults).toEqual([]);
  });
});

const coordinator = personOf('coordinator', ours).viewer;
const secrets = loadSecrets(system.dataDir);

/** Ways to make a call that the gateway did not make like this. */
const forgeries = {
  unsigned: () => ({}),
  'unsigned, with a viewer': () => ({ [viewerHeader]: encodeViewer(coordinator) }),
  'signed with a secret made up': (body) => signedHeaders(body, coordinator, 'f'.repeat(64)),
  'signed with the secret of another subgraph': (body, _secret, other) => signedHeaders(body, coordinator, other),
  'signed for another body': (body, secret) => signedHeaders(`${body} `, coordinator, secret),
  'signed for the public, with a viewer put in': (body, secret) => ({
    ...signedHeaders(body, publicViewer, secret),
    [viewerHeader]: encodeViewer(coordinator),
  }),
  'signed for another viewer': (body, secret) => ({
    ...signedHeaders(body, personOf('analyst', ours).viewer, secret),
    [viewerHeader]: encodeViewer(coordinator),
  }),
  'signed half a minute ago': (body, secret) => signedHeaders(body, coordinator, secret, Date.now() - 31_000),
  'signed for later': (body, secret) => signedHeaders(body, coordinator, secret, Date.now() + 31_000),
  'signed with a nonce put in': (body, secret) => {
    const headers = signedHeaders(body, coordinator, secret);
    return { ...headers, [signatureHeader]: (headers[signatureHeader] ?? '').replace(/n=[^,]+/, `n=${randomUUID()}`) };
  },
  'signed with nothing': () => ({ [viewerHeader]: encodeViewer(coordinator), [signatureHeader]: 't=0,n=,v1=' }),
} satisfies Record<string, (body: string, secret: string, other: string) => Readonly<Record<string, string>>>;

describe.each(subgraphNames)('the subgraph %s answers nothing to a call that is', (name) => {
  const grammar = subgraphGrammar(name);
  const secret = gatewaySecretOf(name, secrets);
  const other = gatewaySecretOf(name === 'consultation' ? 'staedtetag' : 'consultation', secrets);

  test.each(Object.entries(forgeries))('%s', async (_how, forge) => {
    for (let seed = 0; seed < 5; seed++) {
      const body = JSON.stringify({ query: writeRandomOperation(grammar, 20_000 + seed).text });
      const { status, data, errors, text } = await sendToSubgraph(system, name, body, forge(body, secret, other));
      expect([status, data, errors[0]?.extensions.code]).toEqual([401, null, 'UNSIGNED_CALL']);
      expect(findMarkers(text)).toEqual([]);
    }
  });

  test('sent a second time', async () => {
    const dice = createDice(7);
    for (let round = 0; round < 5; round++) {
      const body = JSON.stringify({ query: writeRandomOperation(grammar, 30_000 + dice(1000)).text });
      const headers = signedHeaders(body, coordinator, secret);
      expect((await sendToSubgraph(system, name, body, headers)).status).not.toBe(401);
      expect((await sendToSubgraph(system, name, body, headers)).status).toBe(401);
    }
  });
});

test('after all that no process has logged what is planted, a link, or what is asked for', () => {
  const links = plantedCases.map(({ name }) => linkOf(name));
  for (const [name, text] of Object.entries(readLogs(system.dataDir))) {
    expect(text, `${name} has logged nothing`).not.toBe('');
    const lines = text.split('\n');
    const found = lines.filter(
      (line) => findMarkers(line).length > 0 || links.some((link) => line.includes(link)) || line.includes('... on '),
    );
    expect(found, `${name} has logged what must not be in a log`).toEqual([]);
  }
});
