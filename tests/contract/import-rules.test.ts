import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@gkz-qe/schema/subgraphs.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const orm = `import type { EntityManager } from '@mikro-orm/postgresql'; export type E = EntityManager;`;
const graphql = `import { GraphQLError } from 'graphql'; export const e = new GraphQLError('');`;
const database = `export { select } from '@gkz-qe/kit/database.ts';`;
const env = 'export const port = process.env.PORT;';
const other = `export { member } from '@gkz-qe/gemeindetag/member/member.service.ts';`;
const kit = `export { Problem } from '@gkz-qe/kit/problem.ts';`;
const sidestep = `export { Problem } from '../../../kit/src/problem.ts';`;

const refused = [
  ['subgraphs/staedtetag/src/member/member.resolvers.ts', orm, 'import MikroORM'],
  ['subgraphs/staedtetag/src/office/office.service.ts', orm, 'import MikroORM'],
  ['subgraphs/staedtetag/src/context.ts', orm, 'import MikroORM'],
  ['subgraphs/kit/src/connection.ts', orm, 'import MikroORM'],
  ['gateway/src/server.ts', orm, 'import MikroORM'],
  [
    'subgraphs/staedtetag/src/loads-later.ts',
    `export const core = () => import('@mikro-orm/core');`,
    'import MikroORM',
  ],
  ['subgraphs/consultation/src/case/reads.service.ts', database, 'ask a repository'],
  ['subgraphs/consultation/src/case/reads.resolvers.ts', database, 'ask a repository'],
  ['subgraphs/consultation/src/case/case.service.ts', graphql, 'know nothing of GraphQL'],
  ['subgraphs/consultation/src/policy.ts', graphql, 'know nothing of GraphQL'],
  ['subgraphs/staedtetag/src/member/neighbour.ts', other, 'no package of ours but the kit'],
  ['subgraphs/consultation/src/directory/directory.repository.ts', other, 'no package of ours but the kit'],
  ['subgraphs/kit/src/knows-one.ts', other, 'kit imports no package of ours'],
  ['subgraphs/landkreistag/src/member/sidestep.ts', sidestep, 'by package name'],
  ['infra/src/sidestep.ts', `export { env } from '../../gateway/src/env.ts';`, 'by package name'],
  ['subgraphs/landkreistag/src/main.ts', env, 'process.env'],
  ['gateway/src/limits/depth.ts', env, 'process.env'],
] as const;

const accepted = [
  ['subgraphs/staedtetag/src/member/member.repository.ts', orm],
  ['subgraphs/staedtetag/src/member/member.entity.ts', orm],
  ['subgraphs/staedtetag/src/advisor/advisor.repository.ts', database],
  ['subgraphs/staedtetag/src/database.ts', orm],
  ['subgraphs/staedtetag/migrations/migration-1.ts', orm],
  ['subgraphs/staedtetag/seeds/members.ts', orm],
  ['subgraphs/kit/src/database.ts', orm],
  ['subgraphs/kit/src/change-log.test.ts', orm],
  ['subgraphs/consultation/src/case/case.resolvers.ts', graphql],
  ['subgraphs/staedtetag/src/advisor/advisor.service.ts', kit],
  ['infra/src/local.ts', other],
  ['subgraphs/landkreistag/src/env.ts', env],
] as const;

let folder: string;
let findings: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gkz-qe-import-rules-'));
  for (const path of ['biome.json', 'tests/lint']) {
    await cp(join(repositoryRoot, path), join(folder, path), { recursive: true });
  }
  for (const [path, text] of [...refused, ...accepted]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${text}\n`);
  }
  findings = await lint();
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** All messages by file. That the samples have no package.json is of no interest here. */
async function lint(): Promise<ReadonlyMap<string, string>> {
  const biome = join(repositoryRoot, 'node_modules/.bin/biome');
  const options = [
    '--vcs-enabled=false',
    '--max-diagnostics=none',
    '--reporter=json',
    '--skip=correctness/noUndeclaredDependencies',
  ];
  const output = await new Promise<string>((done) => {
    execFile(biome, ['lint', ...options, folder], { cwd: folder }, (_error, stdout) => done(stdout));
  });
  const report: { diagnostics: { message: string; location: { path: string } }[] } = JSON.parse(output);
  const byFile = Map.groupBy(report.diagnostics, ({ location }) => location.path);
  return new Map([...byFile].map(([path, found]) => [path, found.map(({ message }) => message).join('\n')]));
}

describe('the import rules of the architecture', () => {
  test.each(refused)('refuse in %s: %s', (path, _text, message) => {
    expect(findings.get(path)).toContain(message);
  });

  test.each(accepted)('accept in %s: %s', (path) => {
    expect(findings.get(path)).toBeUndefined();
  });
});
