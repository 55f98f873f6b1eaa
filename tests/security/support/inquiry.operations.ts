import { type Ask, askRoot } from './ask.ts';
import type { AskFor } from './operations.ts';
import { linkOf, ours } from './planted-cases.ts';

const mine = 'number status receivedAt concern concerns { ags } lead { code } entries { at kind text }';

/** The inquirer has the link; whoever else asks has made one up. */
const withLink =
  (name: string, kind: 'query' | 'mutation', write: (link: string) => string): AskFor =>
  (column): readonly Ask[] => [
    askRoot(ours, 'consultation', write(column === 'inquirer' ? linkOf(name) : linkOf('nobody')), kind),
  ];

/** What the inquirer may do with the link and without a password. */
export const inquiryOperations: Readonly<Record<string, AskFor>> = {
  'own inquiry: read': withLink('linked', 'query', (link) => `myInquiry(link: "${link}") { ${mine} }`),
  'own inquiry: answer': withLink(
    'linked',
    'mutation',
    (link) =>
      `answerMyInquiry(input: { link: "${link}", text: "Danke." }) { ... on MyInquiryChanged { inquiry { ${mine} } } }`,
  ),
  'own inquiry: withdraw': withLink(
    'withdrawn',
    'mutation',
    (link) => `withdrawMyInquiry(input: { link: "${link}" }) {
      ... on MyInquiryChanged { inquiry { ${mine} } } ... on InquiryEnded { status } }`,
  ),
  'own inquiry: export': withLink(
    'linked',
    'mutation',
    (link) => `exportMyData(input: { link: "${link}" }) { ... on MyData { at json } }`,
  ),
  'own inquiry: ask for erasure': withLink(
    'linked',
    'mutation',
    (link) => `requestErasureOfMyData(input: { link: "${link}" }) { ... on ErasureRequested { receivedAt dueAt } }`,
  ),
};
