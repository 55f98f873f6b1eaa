import { signToken } from '@gkz-qe/infra/identity/issuer.ts';
import { type AssociationName, associationNames } from '@gkz-qe/infra/parts.ts';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { Asker } from '../support/graph-client.ts';
import { useSharedSystem } from '../support/use-system.ts';
import { otherThan } from './support/viewers.ts';

/*
 * A person who is no inquirer but a contact at members of all three associations asks for erasure. The request is recorded and
 * approved in consultation; each association erases, and knows from the proof alone that two persons did it.
 */

const system = await useSharedSystem();
const email = 'nora.nachweis@planted.example';
const members: Readonly<Record<AssociationName, string>> = {
  staedtetag: '08111000',
  gemeindetag: '08336004',
  landkreistag: '08115',
};
const [first, second] = await Promise.all(['erasure-first', 'erasure-second'].map(officer));

async function officer(sub: string): Promise<Asker> {
  return { authorization: `Bearer ${await signToken(system.dataDir, { sub, roles: ['privacy_officer'] }, '5m')}` };
}

async function ask(operation: string, variables: Readonly<Record<string, unknown>>, asker: Asker | undefined) {
  const { data, errors } = await system.graph(operation, variables, asker);
  expect(errors).toEqual([]);
  return data;
}

async function sql<Row extends pg.QueryResultRow>(name: AssociationName, text: string, values: readonly unknown[]) {
  const client = new pg.Client({ connectionString: system.databases[name].service });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

function typeOf(name: AssociationName): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

async function erase(name: AssociationName, approval: string, asker: Asker | undefined) {
  const type = typeOf(name);
  const operation = `mutation ($approval: String!) { result: erase${type}Contact(input: { approval: $approval }) {
    __typename ... on ${type}ContactErased { contacts } } }`;
  return (await ask(operation, { approval }, asker)).result;
}

const proofs = `query ($id: ID!) { privacyRequest(id: $id) { state version
  ${associationNames.map((name) => `${name}: erasureApproval(association: ${name.toUpperCase()})`).join('\n')} } }`;

test('an erasure at the associations takes two persons, and the proof of both', async () => {
  for (const name of associationNames) {
    await sql(
      name,
      `insert into member_contact (id, member_ags, name, email) values (gen_random_uuid(), $1, 'Nora Nachweis', $2)`,
      [members[name], email],
    );
  }
  const opened = await ask(
    `mutation ($email: String!) { openPrivacyRequest(input: { kind: ERASURE, email: $email, proof: IN_PERSON }) {
       ... on PrivacyRequestChanged { request { id version } } } }`,
    { email: email.toUpperCase() },
    first,
  );
  const { id, version } = opened.openPrivacyRequest.request;
  await ask(
    `mutation ($id: ID!, $version: Int!) { approvePrivacyRequest(input: { request: $id, version: $version }) { __typename } }`,
    { id, version },
    first,
  );

  const refused = await system.graph(proofs, { id }, first);
  expect(refused.errors.map(({ extensions }) => extensions.code)).toEqual(associationNames.map(() => 'CONFLICT'));
  const { privacyRequest } = await ask(proofs, { id }, second);

  for (const name of associationNames) {
    const type = typeOf(name);
    const notApproved = { __typename: `${type}ErasureNotApproved` };
    const proof = privacyRequest[name];
    // Not by who approved, not with the proof for another association, not with what somebody made up.
    expect(await erase(name, proof, first)).toEqual(notApproved);
    expect(await erase(name, privacyRequest[otherThan(name)], second)).toEqual(notApproved);
    expect(await erase(name, id, second)).toEqual(notApproved);

    expect(await erase(name, proof, second)).toEqual({ __typename: `${type}ContactErased`, contacts: 1 });
    expect(await sql(name, 'select 1 from member_contact where email = $1', [email])).toEqual([]);
    expect(await sql(name, 'select subject, approved_by, contacts from erasure where request = $1', [id])).toEqual([
      { subject: 'erasure-second', approved_by: 'erasure-first', contacts: 1 },
    ]);
  }
});
