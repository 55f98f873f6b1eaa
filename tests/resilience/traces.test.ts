import { randomUUID } from 'node:crypto';
import { loadSecrets } from '@gkz-qe/infra/files/secrets.ts';
import { signToken } from '@gkz-qe/infra/identity/issuer.ts';
import { associationNames, subgraphNames } from '@gkz-qe/infra/parts.ts';
import { directorySecretOf, gatewaySecretOf } from '@gkz-qe/infra/system/services.ts';
import pg from 'pg';
import { expect, test } from 'vitest';
import { cutOff } from '../support/database-cut.ts';
import { readOperation } from '../support/graph-client.ts';
import { inquiryInput, submitOperation } from '../support/inquiry.ts';
import { readLogs } from '../support/logs.ts';
import { until } from '../support/until.ts';
import { useOwnSystem } from '../support/use-system.ts';

// As much as the processes ever say.
const system = await useOwnSystem({ LOG_LEVEL: 'debug' });
const { graph, ports, dataDir, databases } = system;

/** Words that occur nowhere else, so that finding one in a log means that it leaked. */
const person = {
  kind: 'KOMMUNE',
  name: 'Quirinia Zwetschgenmus-Ypsilanti',
  email: 'quirinia.zwetschgenmus@hinterposemuckel.example',
  phone: '0711 8675309-42',
  function: 'Oberquartiersbeauftragte',
  organisation: 'Wolkenkuckucksheim gGmbH',
};
const concern = 'Meine Großtante Kunigunde sucht im Tausendfüßlerweg barrierefreien Wohnraum.';
const quartier = 'Quartier Schlaraffenwinkel';
const words = [
  'Quirinia',
  'Zwetschgenmus',
  'hinterposemuckel',
  '8675309',
  'Oberquartiersbeauftragte',
  'Wolkenkuckucksheim',
  'Kunigunde',
  'Tausendfüßlerweg',
  'Schlaraffenwinkel',
];

const input = (more: Readonly<Record<string, unknown>> = {}) =>
  inquiryInput({ inquirer: person, concern, quartier, idempotencyKey: randomUUID(), ...more });
const submit = (more?: Readonly<Record<string, unknown>>, asker?: Parameters<typeof graph>[2]) =>
  graph(submitOperation, { input: input(more) }, asker);
const send = (body: string, path = '/graphql') =>
  fetch(`http://127.0.0.1:${ports.gateway}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });

const token = (await signToken(dataDir, { sub: 'quirinia.zwetschgenmus', roles: ['coordinator'] }, '5m')) ?? '';
const expired = (await signToken(dataDir, { sub: 'quirinia.zwetschgenmus', roles: ['coordinator'] }, '-5m')) ?? '';
const links: string[] = [];

test('a whole run goes well and wrong in every way', async () => {
  const first = await submit();
  links.push(first.data.submitInquiry.link);
  await graph('query ($link: String!) { myInquiry(link: $link) { concern advisor { name } } }', { link: links[0] });
  await graph(`{ myInquiry(link: "${links[0]}x") { concern } }`);
  const asked = await graph(
    '{ cases(first: 5) { nodes { id concern inquirer { name email phone } } } }',
    {},
    { authorization: `Bearer ${token}` },
  );
  expect(asked.status).toBe(200);
  await graph(readOperation('sweep'), {}, { authorization: `Bearer ${token}` });
  expect((await graph('{ cases { totalCount } }', {}, { authorization: `Bearer ${expired}` })).status).toBe(401);
  expect((await graph('{ cases { totalCount } }', {}, { authorization: `Basic ${token}` })).status).toBe(401);

  const idempotencyKey = randomUUID();
  await submit({ idempotencyKey });
  await submit({ idempotencyKey, place: { ags: '08111000' } });
  await submit({ place: { name: person.name } });
  await submit({ place: { ags: '08111999' } });
  await submit({ concern: `${concern}\0` });
  await submit({ inquirer: { ...person, email: person.name } });
  await submit({ inquirer: { ...person, kind: person.name } });
  await submit({ colour: person.name });
  await submit({ concern: concern.repeat(200) });
  await submit({ concern: concern.repeat(20_000) });
  await submit({}, { role: 'analyst' });

  const literal = `mutation { submitInquiry(input: { concern: "${concern}", name: "${person.name}" }) { x } }`;
  await send(JSON.stringify({ query: literal }));
  await send(JSON.stringify({ query: `${literal} } "${person.email}` }));
  await send(
    JSON.stringify({ query: `query ${person.name.split(' ')[0]} { topics { code } }`, operationName: concern }),
  );
  await send(`{ "query": "{ topics { code } }", "variables": ${person.name} }`);
  await send(person.email, `/graphql/${person.email}?name=${encodeURIComponent(person.name)}`);
  await fetch(`http://127.0.0.1:${ports.gateway}/graphql?query=${encodeURIComponent(literal)}`);
});

test('the same while parts are down', async () => {
  {
    await using _down = await system.kill('staedtetag');
    await submit();
  }
  {
    await using _down = await system.kill('consultation');
    const { errors } = await submit();
    expect(errors[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE');
  }
  {
    await using _cut = await cutOff(databases.consultation);
    const cut = await submit();
    expect(cut.data).toBeNull();
  }
  await until(submit, ({ errors }) => errors.length === 0);
});

test('the same while the database refuses the rows, quoting them', async () => {
  const owner = new pg.Client({ connectionString: databases.consultation.owner });
  await owner.connect();
  const tables = await owner.query<{ name: string }>(
    `select distinct quote_ident(table_name) as name from information_schema.columns
     where table_schema = 'public' and column_name in ('email', 'concern')`,
  );
  const failures = [];
  try {
    for (const { name } of tables.rows) {
      await owner.query(`alter table ${name} add constraint refuses_all check (false) not valid`);
      failures.push(...(await submit()).errors);
      await owner.query(`alter table ${name} drop constraint refuses_all`);
    }
  } finally {
    await owner.end();
  }
  // The case with the concern, and the person.
  expect(failures.length).toBeGreaterThanOrEqual(2);
  for (const { extensions } of failures) {
    expect(extensions).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', incident: expect.any(String) });
  }
});

test('and no process has logged a word of the person, a token, a link or a secret', async () => {
  const secrets = loadSecrets(dataDir);
  const keys = [
    ...subgraphNames.map((name) => gatewaySecretOf(name, secrets)),
    ...associationNames.map((name) => directorySecretOf(name, secrets)),
    ...Object.values(databases).map(({ service }) => new URL(service).password),
  ];
  const signature = token.split('.')[2] ?? '';
  const logs = readLogs(dataDir);

  expect(Object.keys(logs).sort()).toEqual(['consultation', 'gateway', 'gemeindetag', 'landkreistag', 'staedtetag']);
  for (const [name, text] of Object.entries(logs)) {
    expect(text, `${name} has logged nothing`).not.toBe('');
    const found = [...words, ...links, signature, expired.split('.')[2] ?? '', ...keys].filter((word) =>
      text.toLowerCase().includes(word.toLowerCase()),
    );
    const lines = text
      .split('\n')
      .filter((line) => found.some((word) => line.toLowerCase().includes(word.toLowerCase())));
    expect(lines, `${name} has logged what must not be in a log`).toEqual([]);
  }
});

test('nor does the database quote a row that it refuses in its log', async () => {
  const client = new pg.Client({ connectionString: databases.consultation.service });
  await client.connect();
  try {
    const { rows } = await client.query('show log_error_verbosity');
    expect(rows).toEqual([{ log_error_verbosity: 'terse' }]);
  } finally {
    await client.end();
  }
});

test('every line of a log is JSON with the name of its process', () => {
  for (const [name, text] of Object.entries(readLogs(dataDir))) {
    for (const line of text.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ name });
  }
});
