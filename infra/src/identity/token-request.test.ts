import { describe, expect, test } from 'vitest';
import { OperatorFault } from '../operator/operator-fault.ts';
import { readTokenRequest } from './token-request.ts';

const sample = '00000000-0000-4000-8000-000000000001';
const read = (line: string) => readTokenRequest(line.split(' ').filter(Boolean), () => sample);

test('makes a coordinator of the Städtetag, which coordinates the centre', () => {
  expect(read('--role coordinator')).toEqual({
    claims: { sub: 'dev-staedtetag-coordinator', roles: ['coordinator'], association: 'staedtetag' },
    expires: '8h',
  });
});

test('makes an advisor who is the first sample advisor of the association', () => {
  expect(read('--role advisor --association gemeindetag')?.claims).toMatchObject({
    roles: ['advisor'],
    association: 'gemeindetag',
    advisor_id: sample,
  });
});

test('takes the advisor, the subject and the time that are given', () => {
  const advisor = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
  const request = read(`--role team_lead --association landkreistag --advisor ${advisor} --subject x --expires 30m`);
  expect(request).toMatchObject({ claims: { sub: 'x', advisor_id: advisor }, expires: '30m' });
});

test.each(['analyst', 'privacy_officer'])('makes an %s without an association', (role) => {
  expect(read(`--role ${role}`)?.claims).toEqual({ sub: `dev-${role}`, roles: [role] });
});

test('makes a viewer with several roles', () => {
  expect(read('--role analyst --role privacy_officer')?.claims.roles).toEqual(['analyst', 'privacy_officer']);
});

describe('says in one sentence what does not fit:', () => {
  test.each([
    ['', /--role advisor/],
    ['--role boss', /Rolle boss.*coordinator/],
    ['--role advisor', /advisor fehlt der Verband.*gemeindetag/],
    ['--role association_admin', /association_admin fehlt der Verband/],
    ['--role advisor --association bund', /Verband bund.*landkreistag/],
    ['--role advisor --association gemeindetag --advisor 7', /7 ist keine Kennung/],
    ['--role analyst --expires never', /never ist keine Dauer.*8h/],
    ['--role analyst --forever', /--expires/],
    ['--role', /jeweils mit einem Wert/],
  ])('%s', (line, expected) => {
    expect(() => read(line)).toThrow(OperatorFault);
    expect(() => read(line)).toThrow(expected);
  });
});

test('answers nothing where help is asked for', () => {
  expect(read('--help')).toBeNull();
});
