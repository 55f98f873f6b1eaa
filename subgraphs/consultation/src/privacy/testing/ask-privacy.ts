import type { Caller } from '@gkz-qe/kit/server.ts';
import type { TestGraph } from '../../testing/test-graph.ts';
import { officer, secondOfficer } from './staff.ts';

const requestFields = `id kind state version origin proof receivedAt dueAt overdue ground
  protocol { action by counts { what number } } cases { id number status legalHold restricted }`;

const result = `__typename
  ... on PrivacyRequestChanged { request { ${requestFields} } }
  ... on PrivacyRequestStale { request { version } }
  ... on PrivacyRequestBlocked { obstacle reason caseNumbers }`;

/** What somebody of the staff does with requests; each answers the result. */
export function createPrivacyDesk(graph: TestGraph) {
  const mutate = async (name: string, type: string, input: object, caller: Caller, selection: string) => {
    const text = `mutation ($input: ${type}!) { result: ${name}(input: $input) { ${selection} } }`;
    return graph.ask(text, { input }, caller);
  };
  const step = (name: string, type: string) => async (input: object, caller: Caller) => {
    const { data, errors } = await mutate(name, type, input, caller, result);
    if (errors[0]) throw new Error(errors[0].message);
    return data.result;
  };
  const open = async (input: object, caller: Caller = officer) => {
    const given = { proof: 'ID_DOCUMENT', ...input };
    const selection = `... on PrivacyRequestChanged { request { ${requestFields} } }`;
    const { data, errors } = await mutate('openPrivacyRequest', 'OpenPrivacyRequestInput', given, caller, selection);
    if (errors[0]) throw new Error(errors[0].message);
    return data.result.request;
  };
  const approve = step('approvePrivacyRequest', 'ApprovePrivacyRequestInput');
  const refuse = step('refusePrivacyRequest', 'RefusePrivacyRequestInput');
  const carryOut = step('carryOutPrivacyRequest', 'CarryOutPrivacyRequestInput');
  const lift = step('liftRestriction', 'LiftRestrictionInput');

  return {
    ...{ mutate, open, approve, refuse, carryOut, lift },

    /** One officer opens and approves, another carries out; answers the request as it stands then. */
    async settle(input: object) {
      const request = await open(input);
      const approved = await approve({ request: request.id, version: request.version }, officer);
      const { id, version } = approved.request;
      return carryOut({ request: id, version }, secondOfficer);
    },

    async find(id: string, caller: Caller = officer) {
      const text = `query ($id: ID!) { privacyRequest(id: $id) { ${requestFields} } }`;
      return (await graph.ask(text, { id }, caller)).data.privacyRequest;
    },
  };
}

export type PrivacyDesk = ReturnType<typeof createPrivacyDesk>;
