import { describe, expect, test } from 'vitest';
import { readProcessEnv } from './env.ts';

const secret = 'f3b1c9d2e4a5968778695a4b3c2d1e0f';
const associations = ['STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG'];
const fit = {
  ...{ NODE_ENV: 'production', PORT: '0', DATABASE_URL: 'postgres://nobody@127.0.0.1:9/nothing' },
  GATEWAY_SECRETS: secret,
  ...Object.fromEntries(associations.map((name) => [`DIRECTORY_URL_${name}`, 'http://127.0.0.1:9/graphql'])),
  ...Object.fromEntries(associations.map((name) => [`DIRECTORY_SECRET_${name}`, secret])),
  SMTP_URL: 'smtps://zentrum:geheim@mail.example',
  MAIL_FROM: 'Kompetenzzentrum <zentrum@mail.example>',
  PUBLIC_URL: 'https://zentrum.example/',
};

describe('in production', () => {
  test('mails go out by the mail server that is named, with links to where the clients are', () => {
    expect(readProcessEnv(fit)).toMatchObject({ SMTP_URL: fit.SMTP_URL, PUBLIC_URL: 'https://zentrum.example' });
  });

  test.each([
    ['without a mail server', { SMTP_URL: '' }, /SMTP_URL/],
    ['by the mail server for development', { SMTP_URL: 'smtp://127.0.0.1:4007' }, /SMTP_URL: a mail server for dev/],
    ['by the same under its name', { SMTP_URL: 'smtp://LOCALHOST:4007' }, /SMTP_URL: a mail server for dev/],
    ['by something that is no mail server', { SMTP_URL: 'https://mail.example' }, /SMTP_URL/],
    ['in nobody’s name', { MAIL_FROM: '' }, /MAIL_FROM/],
    ['with more headers in the name', { MAIL_FROM: 'a\nBcc: b <a@mail.example>' }, /MAIL_FROM/],
    ['with links to nowhere', { PUBLIC_URL: '' }, /PUBLIC_URL/],
    ['with links on http', { PUBLIC_URL: 'http://zentrum.example' }, /PUBLIC_URL: not https/],
  ])('no mail goes out %s: the process does not start', (_what, change, fault) => {
    expect(() => readProcessEnv({ ...fit, ...change })).toThrow(fault);
  });

  test('all faults of the mail are told at once, and no value', () => {
    const faults = () =>
      readProcessEnv({ ...fit, SMTP_URL: 'smtp://u:geheim@localhost', PUBLIC_URL: 'http://x.example' });
    expect(faults).toThrow(/^(?=[\s\S]*SMTP_URL)(?=[\s\S]*PUBLIC_URL)(?![\s\S]*geheim)/);
  });
});
