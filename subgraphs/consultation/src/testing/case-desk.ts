import { select } from '@gkz-qe/kit/database.ts';
import { type Answer, asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { AssociationCode } from '../generated/resolvers.ts';
import type { TestGraph } from './test-graph.ts';

const numbers = { STAEDTETAG: 1, GEMEINDETAG: 2, LANDKREISTAG: 3 } as const;

/** Key of a sample advisor. */
export function advisorId(association: AssociationCode, number = 1): string {
  return `5a3b1e00-000${numbers[association]}-4000-8000-${String(number).padStart(12, '0')}`;
}

/** One of the sample advisors, signed in. */
export function advisorOf(association: AssociationCode, number = 1): Partial<Viewer> {
  const subject = `advisor-${association}-${number}`;
  return {
    subject,
    roles: ['advisor'],
    association: association.toLowerCase(),
    advisorId: advisorId(association, number),
  };
}

export function teamLeadOf(association: AssociationCode): Partial<Viewer> {
  return { subject: `team-${association}`, roles: ['team_lead'], association: association.toLowerCase() };
}

export const coordinator: Partial<Viewer> = {
  subject: 'koordination',
  roles: ['coordinator'],
  association: 'staedtetag',
};

/** Fields of every outcome of an action. */
const outcome = `__typename
  ... on CaseChanged { case { id number status version phase dueAt firstAnsweredAt closedAt availableActions } }
  ... on StaleCase { basedOn version changes { fact before after } entries { kind text } case { id status version } }
  ... on CaseActionRefused { reason missing case { id status version } }`;

/** Works on cases of a test's own, each viewer as at a desk. */
export function createDesk(graph: TestGraph) {
  const rows = <Row = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
    select<Row>(graph.orm.em.fork(), 'test.rows', text, values);

  const versionOf = async (caseId: string): Promise<number> => {
    const [row] = await rows<{ version: number }>('select version from consultation_case where id::text = $1', [
      caseId,
    ]);
    return row?.version ?? 1;
  };

  /** Runs an action, on the newest version where none is given; answers what GraphQL answers. */
  async function ask(viewer: Partial<Viewer>, name: string, input: Readonly<Record<string, unknown>>): Promise<Answer> {
    const inputType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    const followUp = '__typename ... on FollowUpCaseOpened { case { id number status version follows { number } } }';
    const fields =
      name === 'openFollowUpCase'
        ? `${followUp} ${outcome.replace(/__typename\s+\.\.\. on CaseChanged.*\n/, '')}`
        : outcome;
    const given = { version: input.version ?? (await versionOf(String(input.caseId))), ...input };
    return graph.ask(
      `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${fields} } }`,
      { input: given },
      asViewer(viewer),
    );
  }

  return {
    ...{ rows, versionOf, ask },

    /** Runs an action that comes to a result; answers it. */
    async act(viewer: Partial<Viewer>, name: string, input: Readonly<Record<string, unknown>>) {
      const { data, errors } = await ask(viewer, name, input);
      if (errors.length > 0)
        throw new Error(`${name}: ${errors.map(({ code, message }) => `${code} ${message}`).join()}`);
      return data[name];
    },

    /** A case as a viewer sees it. */
    async read(viewer: Partial<Viewer>, caseId: string, selection: string) {
      const query = `query ($id: ID!) { case(id: $id) { ${selection} } }`;
      const { data, errors } = await graph.ask(query, { id: caseId }, asViewer(viewer));
      if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join());
      return data.case;
    },
  };
}

export type Desk = ReturnType<typeof createDesk>;
