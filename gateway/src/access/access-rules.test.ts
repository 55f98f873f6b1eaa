import { parse } from 'graphql';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createGeneration } from '../supergraph/generation.ts';
import { composeSupergraph } from '../testing/compose.ts';
import { readAccessRules } from './access-rules.ts';

const settings = { subgraphUrls: new Map(), subgraphSecrets: new Map(), production: false };
const silent = pino({ level: 'silent' });
const composed = composeSupergraph([
  {
    name: 'one',
    typeDefs: `
      type Query { open: Int closed: Int @authenticated scoped: Int @requiresScopes(scopes: [["a:b", "c:d"], ["e:f"]]) thing: Thing }
      interface Thing { id: ID! name: String }
      type Box implements Thing { id: ID! name: String @requiresScopes(scopes: [["box"]]) }
      type Bag implements Thing { id: ID! name: String @requiresScopes(scopes: [["bag"]]) }`,
  },
]);

const load = (sdl: string) => createGeneration(sdl, settings, silent);

test('reads what the directives ask for', () => {
  const rules = readAccessRules(parse(composed));
  expect(rules.ofField('Query', 'open')).toEqual([[]]);
  expect(rules.ofField('Query', 'closed')).toEqual([['signed in']]);
  expect(rules.ofField('Query', 'scoped')).toEqual([['a:b', 'c:d'], ['e:f']]);
  expect(rules.scopes).toContain('e:f');
});

test('reads them under the names that the supergraph gives them', () => {
  const renamed = composed
    .replace('authenticated/v0.1"', 'authenticated/v0.1", as: "login"')
    .replace('requiresScopes/v0.1"', 'requiresScopes/v0.1", import: [{name: "@requiresScopes", as: "@needs"}]')
    .replaceAll('@authenticated', '@login')
    .replaceAll('@requiresScopes(', '@needs(');
  const rules = readAccessRules(parse(renamed));
  expect(rules.ofField('Query', 'closed')).toEqual([['signed in']]);
  expect(rules.ofField('Query', 'scoped')).toEqual([['a:b', 'c:d'], ['e:f']]);
});

test('an interface adds nothing to what its types ask for themselves', () => {
  const rules = readAccessRules(parse(composed));
  expect(rules.ofField('Box', 'name')).toEqual([['box']]);
  expect(rules.ofField('Bag', 'name')).toEqual([['bag']]);
});

test('a rule that stands on an interface alone counts for all of its types', () => {
  const stricter = composed.replace(/(interface Thing[^{]*\{[^}]*id: ID!)/, '$1 @authenticated');
  const rules = readAccessRules(parse(stricter));
  expect([rules.ofField('Box', 'id'), rules.ofField('Bag', 'id')]).toEqual([[['signed in']], [['signed in']]]);
});

test('loads a supergraph whose protections are all enforced here', async () => {
  const generation = await load(composed);
  expect(generation.schema.getQueryType()?.getFields()).toHaveProperty('closed');
  await generation.close();
});

test.each([
  ['@policy', composed.replace(/specs.apollo.dev\/authenticated\/v0.1/, 'specs.apollo.dev/policy/v0.1'), /policy/],
  ['an unknown version', composed.replace('authenticated/v0.1', 'authenticated/v0.2'), /v0\.2/],
  ['a protection of a kind unknown here', addLink('https://example.org/shield/v1.0', 'SECURITY'), /shield/],
  ['an unknown feature that planning needs', addLink('https://example.org/teleport/v1.0', 'EXECUTION'), /teleport/],
  ['a directive nobody linked', composed.replace(/@link\(url: "[^"]*authenticated[^)]*\)/, ''), /without a link/],
  ['a rule on an argument', composed.replace('open: Int', 'open(x: Int @authenticated): Int'), /cannot be enforced/],
  ['scopes that are no list of lists', composed.replace('[["a:b", "c:d"], ["e:f"]]', '["a:b"]'), /list of lists/],
  ['a text that is no supergraph', 'type Query { a: Int }', /not a supergraph/],
  ['a text that is no GraphQL', 'hello', /Syntax Error/],
])('refuses a supergraph with %s', async (_what, sdl, message) => {
  expect(sdl).not.toBe(composed);
  await expect(load(sdl)).rejects.toThrow(message);
});

function addLink(url: string, purpose: string): string {
  return composed.replace('schema\n', `schema\n  @link(url: "${url}", for: ${purpose})\n`);
}

test('in production, wants a secret for every subgraph and names those without', async () => {
  await expect(createGeneration(composed, { ...settings, production: true }, silent)).rejects.toThrow(
    'SUBGRAPH_SECRET_ONE',
  );
});
