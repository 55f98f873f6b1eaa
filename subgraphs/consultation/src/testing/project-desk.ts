import { asViewer } from '@gkz-qe/kit/testing/test-graph.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import { createDesk } from './case-desk.ts';
import type { TestGraph } from './test-graph.ts';

const outcome = `__typename
  ... on ProjectStarted { project { id } case { version phase } }
  ... on ProjectChanged { project { id name phase state published accompaniment { version } } }
  ... on StaleProject { basedOn version changes { fact before after } project { id } }
  ... on ProjectActionRefused { reason missing project { id } }
  ... on CaseChanged { case { id version phase } }
  ... on StaleCase { basedOn version }
  ... on CaseActionRefused { reason missing }`;

const ofCase = ['startProject', 'linkProject'];
const fragmentsOf = (name: string) =>
  outcome
    .split('\n')
    .filter((line) => {
      if (line.includes('__typename')) return true;
      const isOfCase = /on (ProjectStarted|CaseChanged|StaleCase|CaseActionRefused)/.test(line);
      if (line.includes('ProjectStarted')) return name === 'startProject';
      if (line.includes('CaseChanged')) return name === 'linkProject';
      return ofCase.includes(name) === isOfCase;
    })
    .join('\n');

/** Works on projects of a test's own, each viewer as at a desk. */
export function createProjectDesk(graph: TestGraph) {
  const cases = createDesk(graph);

  const versionOf = async (table: string, id: unknown): Promise<number> => {
    const [row] = await cases.rows<{ version: number }>(`select version from ${table} where id::text = $1`, [id]);
    return row?.version ?? 1;
  };

  /** Runs an action, on the newest version where none is given; answers what GraphQL answers. */
  async function ask(viewer: Partial<Viewer>, name: string, input: Readonly<Record<string, unknown>>) {
    const isOfCase = ofCase.includes(name);
    const newest = isOfCase ? versionOf('consultation_case', input.caseId) : versionOf('project', input.projectId);
    const inputType = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
    return graph.ask(
      `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${fragmentsOf(name)} } }`,
      { input: { version: await newest, ...input } },
      asViewer(viewer),
    );
  }

  /** Runs an action that comes to a result; answers it. */
  async function act(viewer: Partial<Viewer>, name: string, input: Readonly<Record<string, unknown>>) {
    const { data, errors } = await ask(viewer, name, input);
    if (errors.length > 0)
      throw new Error(`${name}: ${errors.map(({ code, message }) => `${code} ${message}`).join()}`);
    return data[name];
  }

  return {
    ...{ cases, rows: cases.rows, ask, act },

    /** Starts a project from a case; answers its key. */
    async start(
      viewer: Partial<Viewer>,
      caseId: string,
      input: Readonly<Record<string, unknown>> = {},
    ): Promise<string> {
      const project = { name: 'Leben am Bach', quartier: 'Am Bach', origin: 'KOMMUNE' };
      const { project: started } = await act(viewer, 'startProject', { caseId, ...project, ...input });
      return started.id;
    },

    /** A project as a viewer sees it. */
    async read(viewer: Partial<Viewer>, id: string, selection: string) {
      const query = `query ($id: ID!) { project(id: $id) { ${selection} } }`;
      const { data, errors } = await graph.ask(query, { id }, asViewer(viewer));
      if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join());
      return data.project;
    },
  };
}

export type ProjectDesk = ReturnType<typeof createProjectDesk>;
