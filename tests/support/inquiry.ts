import { randomUUID } from 'node:crypto';

/** The input of a submission with nothing special about it, but for what a test says. */
export function inquiryInput(input: Readonly<Record<string, unknown>> = {}) {
  return {
    idempotencyKey: randomUUID(),
    place: { ags: '08415061' },
    concern: 'Wir möchten im Quartier eine Nachbarschaftshilfe aufbauen.',
    ...input,
    inquirer: {
      kind: 'KOMMUNE',
      name: 'Mia Musterfrau',
      email: 'mia@musterstadt.example',
      ...(input.inquirer as Readonly<Record<string, unknown>> | undefined),
    },
  };
}

/** A submission with everything that a client can learn from it. */
export const submitOperation = `mutation ($input: SubmitInquiryInput!) {
  submitInquiry(input: $input) {
    __typename
    ... on InquirySubmitted { link case { number status receivedAt lead reasons } }
    ... on AmbiguousPlace { choices { ags name } }
    ... on PlaceRefused { reason }
  }
}`;
