import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '@gkz-qe/infra/env.ts';
import { findFreePort } from '@gkz-qe/infra/operator/ports.ts';
import { subgraphNames } from '@gkz-qe/infra/parts.ts';
import { startNodeProcess } from '@gkz-qe/infra/processes/node-process.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'gkz-qe-production-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Settings = Readonly<Record<string, string>>;

const secret = 'f3b1c9d2e4a5968778695a4b3c2d1e0f';
const madeForDevelopment = `dev-${secret}`;

function start(script: string, settings: Settings) {
  return startNodeProcess({
    ...{ script: join(projectFolder, script), cwd: folder, logFile: join(folder, 'process.log') },
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...settings },
  });
}

/** What a process says that does not start. */
async function lastWordsOf(script: string, settings: Settings) {
  const { code, lastWords } = await start(script, settings).exited;
  return { code, lines: lastWords };
}

const gateway = 'gateway/src/main.ts';
const secrets = Object.fromEntries(subgraphNames.map((name) => [`SUBGRAPH_SECRET_${name.toUpperCase()}`, secret]));
const fitForProduction: Settings = {
  ...secrets,
  ...{ PORT: '0', OIDC_ISSUER: 'https://login.example', OIDC_AUDIENCE: 'gkz-qe' },
};

describe('in production the gateway does not start', () => {
  const faults: readonly [what: string, settings: Settings, said: RegExp][] = [
    ['without an issuer', { ...fitForProduction, OIDC_ISSUER: '' }, /OIDC_ISSUER: required in production/],
    [
      'with an issuer on http',
      { ...fitForProduction, OIDC_ISSUER: 'http://login.example' },
      /OIDC_ISSUER: must be https/,
    ],
    [
      'with the issuer for development',
      { ...fitForProduction, OIDC_ISSUER: 'http://127.0.0.1:4006' },
      /OIDC_ISSUER: must be https/,
    ],
    ['without an audience', { ...fitForProduction, OIDC_AUDIENCE: '' }, /OIDC_AUDIENCE: required/],
    [
      'with a secret made for development',
      { ...fitForProduction, SUBGRAPH_SECRET_GEMEINDETAG: madeForDevelopment },
      /SUBGRAPH_SECRET_GEMEINDETAG: a development secret/,
    ],
    [
      'with a secret that is too short',
      { ...fitForProduction, SUBGRAPH_SECRET_STAEDTETAG: 'short' },
      /SUBGRAPH_SECRET_STAEDTETAG/,
    ],
    [
      'with a subgraph whose calls it would not sign',
      { ...fitForProduction, SUBGRAPH_SECRET_LANDKREISTAG: '' },
      /landkreistag/i,
    ],
  ];

  test.concurrent.each(faults)('%s, and says so in one line', async (_what, settings, said) => {
    const { code, lines } = await lastWordsOf(gateway, settings);
    expect(code).toBe(1);
    expect(lines.filter((line) => said.test(line))).toHaveLength(1);
    expect(lines.join('\n')).not.toMatch(/^ {4}at |dev-f3b1/m);
  });
});

const mail: Settings = {
  ...{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'zentrum@mail.example', PUBLIC_URL: 'https://zentrum.example' },
};

describe.each(subgraphNames)('in production the subgraph %s does not start', (name) => {
  const directory = Object.fromEntries(
    name === 'consultation'
      ? subgraphNames
          .filter((other) => other !== name)
          .flatMap((other) => [
            [`DIRECTORY_URL_${other.toUpperCase()}`, 'http://127.0.0.1:9/graphql'],
            [`DIRECTORY_SECRET_${other.toUpperCase()}`, secret],
          ])
      : [['DIRECTORY_SECRETS', secret]],
  );
  const fit: Settings = {
    ...{ PORT: '0', DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing', GATEWAY_SECRETS: secret },
    ...directory,
    ...(name === 'consultation' && mail),
  };
  const directorySecret = Object.keys(directory).find((key) => key.includes('SECRET')) ?? '';

  test.concurrent.each<[what: string, settings: Settings, said: readonly RegExp[]]>([
    [
      'with secrets made for development',
      { ...fit, GATEWAY_SECRETS: madeForDevelopment, [directorySecret]: madeForDevelopment },
      [/GATEWAY_SECRETS: a development secret/, new RegExp(`${directorySecret}: a development secret`)],
    ],
    ['without knowing the gateway', { ...fit, GATEWAY_SECRETS: '' }, [/GATEWAY_SECRETS/]],
  ])('%s, and says so in one line each', async (_what, settings, said) => {
    const { code, lines } = await lastWordsOf(`subgraphs/${name}/src/main.ts`, settings);
    expect(code).toBe(1);
    for (const fault of said) expect(lines.filter((line) => fault.test(line))).toHaveLength(1);
    expect(lines.join('\n')).not.toMatch(/^ {4}at |dev-f3b1/m);
  });
});

test('a gateway that is fit for production starts, and does not say where it looks for subgraphs', async () => {
  const port = await findFreePort();
  const running = start(gateway, { ...fitForProduction, PORT: String(port) });
  try {
    const alive = async () => (await fetch(`http://127.0.0.1:${port}/health/live`)).status;
    await until(alive, (status) => status === 200);
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{ "query": "{ topics { code } }" }',
    });
    const text = await response.text();
    // No subgraph runs there: the answer says which one, and not where it was looked for.
    expect(JSON.parse(text).errors[0].extensions).toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      service: 'consultation',
    });
    expect(text).not.toMatch(/127\.0\.0\.1|localhost|ECONN/);
    expect(response.headers.get('strict-transport-security')).toContain('max-age');
  } finally {
    await running.stop();
  }
});
