import { readFileSync } from 'node:fs';
import { readAccessRules } from '@gkz-qe/gateway/access/access-rules.ts';
import { createAccessViews } from '@gkz-qe/gateway/access/access-view.ts';
import { withoutHidden } from '@gkz-qe/gateway/access/visible-schema.ts';
import { publicViewer } from '@gkz-qe/kit/viewer.ts';
import { generatedPaths } from '@gkz-qe/schema/generated-files.ts';
import {
  buildASTSchema,
  buildSchema,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  parse,
  printSchema,
} from 'graphql';
import { expect, test } from 'vitest';
import { countableByAnalysts } from '../support/countable.ts';

const api = buildSchema(readFileSync(generatedPaths.api, 'utf8'));
const rules = readAccessRules(parse(readFileSync(generatedPaths.supergraph, 'utf8')));
const analyst = createAccessViews(rules, api)({ ...publicViewer, subject: 'ana', roles: ['analyst'] });

/** All that is left of the contract for an analyst, however deep and by whatever way. */
const visible = buildASTSchema(withoutHidden(parse(printSchema(api)), api, analyst));
const types = Object.values(visible.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/** A number is a count, and so is the length of a list: also that of a page with what comes after it. */
function counts(type: GraphQLOutputType): boolean {
  const { name } = getNamedType(type);
  return isListType(getNullableType(type)) || name === 'Int' || name === 'Float' || name.endsWith('Connection');
}

test('everything by which analysts can count, however deep, is decided about, and none of it counts cases', () => {
  const found = types
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => counts(field.type))
    .map(({ type, field }) => `${type.name}.${field.name}`);
  expect(found.sort()).toEqual([...countableByAnalysts].sort());
});

test('no object of a case is in their reach, but for the receipt of an inquiry that somebody has sent in', () => {
  const objects = types.filter(isObjectType).map(({ name }) => name);
  const ofCases = /^(Case|Participation|Timeline|Contact|Recommendation|Commitment|FirstAnswer|Introduction)/;
  expect(objects.filter((name) => ofCases.test(name))).toEqual(['CaseReceipt']);
});

test('nothing that they can ask for is chosen by cases', () => {
  expect(
    types
      .filter(isInputObjectType)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    ...['AnswerMyInquiryInput', 'CancelEventRegistrationInput', 'ExportMyDataInput', 'InquirerInput', 'KommuneFilter'],
    ...['PlaceInput', 'ProjectFilter', 'RegisterForEventInput', 'RequestErasureOfMyDataInput', 'RoutingInput'],
    ...['StatisticsFilter', 'StatisticsInput', 'SubmitInquiryInput', 'WithdrawMyInquiryInput'],
  ]);
});
