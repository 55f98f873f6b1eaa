import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createSignatureCheck, signatureHeader } from '@gkz-qe/kit/signature.ts';
import type { DirectorySource } from '../directory/directory.types.ts';
import type { AssociationCode } from '../generated/resolvers.ts';

/** An entry of a change log as an association answers it. */
export interface FakeEntry {
  readonly seq: string;
  readonly at: string;
  readonly member: object | null;
  readonly advisor: object | null;
  readonly office: object | null;
}

/** A change log and mail addresses behind HTTP, as an association's subgraph offers it, whose content and health a test controls. */
export interface FakeAssociation extends AsyncDisposable {
  readonly source: DirectorySource;
  /** What the log holds. Empty it to make the association's database anew. */
  log: FakeEntry[];
  /** Where its advisors, its team and the coordinators get mail. */
  readonly addresses: { advisors: { id: string; address: string }[]; team: string | null; coordinators: string[] };
  /** Positions after which entries were asked for. */
  readonly asked: string[];
  /** Appends members, advisors and offices after the last entry. */
  append(...entries: readonly Partial<FakeEntry>[]): void;
  /** Takes no connection any more. */
  stop(): Promise<void>;
  /** Comes back at the same address. */
  start(): Promise<void>;
  /** From now on never answers; until it is stopped. */
  hang(): void;
}

const secret = 'a secret of the tests, long enough';

/** Starts one with an empty log. */
export async function startFakeAssociation(association: AssociationCode = 'STAEDTETAG'): Promise<FakeAssociation> {
  let isHanging = false;
  let server: Server | undefined;
  let port = 0;
  const check = createSignatureCheck([secret]);
  const field = `${association.toLowerCase()}DirectoryChanges`;

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = await text(request);
    if (isHanging) return;
    const call = { method: 'POST', path: '/graphql', viewer: '', body };
    const fault = check(call, String(request.headers[signatureHeader] ?? ''));
    const { query, variables } = JSON.parse(body);
    if (fault === null && query.includes(`${association.toLowerCase()}MailAddresses`)) {
      const { advisors, team, coordinators } = fake.addresses;
      const asked = advisors.filter(({ id }) => variables.advisors.includes(id));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data: { addresses: { advisors: asked, team }, coordinators } }));
      return;
    }
    if (fault !== null || !query.includes(field)) {
      response.statusCode = fault === null ? 400 : 401;
      response.end(JSON.stringify({ errors: [{ message: fault ?? 'unknown field' }] }));
      return;
    }
    fake.asked.push(variables.after);
    const changes = fake.log.filter(({ seq }) => BigInt(seq) > BigInt(variables.after)).slice(0, variables.first);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: { changes } }));
  }

  const fake: FakeAssociation = {
    source: { association, url: '', secret },
    log: [],
    addresses: { advisors: [], team: null, coordinators: [] },
    asked: [],
    append(...entries) {
      for (const entry of entries) {
        const seq = String(BigInt(fake.log.at(-1)?.seq ?? 0) + 1n);
        fake.log.push({ seq, at: new Date().toISOString(), member: null, advisor: null, office: null, ...entry });
      }
    },
    async stop() {
      const stopped = server;
      server = undefined;
      if (!stopped) return;
      const closed = new Promise((resolve) => stopped.close(resolve));
      stopped.closeAllConnections();
      await closed;
    },
    async start() {
      isHanging = false;
      server = createServer((request, response) => void answer(request, response));
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
      port = (server.address() as AddressInfo).port;
      Object.assign(fake.source, { url: `http://127.0.0.1:${port}/graphql` });
    },
    hang() {
      isHanging = true;
    },
    [Symbol.asyncDispose]: () => fake.stop(),
  };
  await fake.start();
  return fake;
}

/** A member's state with nothing special about it, but for what a test says. */
export function memberEntry(ags: string, state: object = {}): Partial<FakeEntry> {
  return { member: { ags, status: 'ACTIVE', since: null, until: null, preferred: false, ...state } };
}

/** An advisor's state with nothing special about it, but for what a test says; `number` makes the id. */
export function advisorEntry(number: number, state: object = {}): Partial<FakeEntry> {
  const id = `5a3b1e00-0001-4000-8000-${String(number).padStart(12, '0')}`;
  const lists = { topics: [], areas: ['08'], conflicts: [], members: [], absences: [] };
  return { advisor: { id, active: true, capacity: 10, ...lists, ...state } };
}

/** An office's state with nothing special about it, but for what a test says. */
export function officeEntry(state: object = {}): Partial<FakeEntry> {
  const serviceHours = [{ weekday: 1, from: '09:00', to: '16:00' }];
  return { office: { serviceHours, closedDays: [], firstAnswerWorkingHours: 16, acceptanceWorkingDays: 2, ...state } };
}
