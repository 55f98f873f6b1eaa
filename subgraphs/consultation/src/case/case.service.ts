import { type Connection, createConnection, readPage } from '@gkz-qe/kit/connection.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import type { CaseFilter, CaseOrder } from '../generated/resolvers.ts';
import type { InquirerRepository } from '../inquiry/inquirer.repository.ts';
import { once } from '../once.ts';
import { requireScope, subjectOf } from '../policy.ts';
import { isInterestedParty } from '../routing/route.ts';
import type { TopicService } from '../topic/topic.service.ts';
import type { CaseRepository, ListRequest } from './case.repository.ts';
import type { CaseRow } from './case.types.ts';
import { type CaseFilterFacts, readCaseFilter } from './case-filter.ts';
import { caseOrders } from './case-order.ts';

/** What a client may say about a list of cases. */
export interface CaseListArguments {
  readonly filter?: CaseFilter | null | undefined;
  readonly orderBy?: CaseOrder | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface CaseServiceParts {
  readonly viewer: Viewer;
  /** Sees what the viewer may see and nothing else. */
  readonly cases: CaseRepository;
  readonly topics: TopicService;
  readonly findSeats: CaseFilterFacts['findSeats'];
  /** Reads in the name of the person with this subject. */
  readonly inquirersFor: (subject: string) => InquirerRepository;
}

export type CaseService = ReturnType<typeof createCaseService>;

const maxTimeline = 200;
const caseNumber = /^\d{4}-\d{5,}$/;

/** Beratungsfälle as the viewer sees them. */
export function createCaseService({ viewer, cases, topics, findSeats, inquirersFor }: CaseServiceParts) {
  const inquirers = once(() => inquirersFor(subjectOf(viewer)));
  const facts = { isTopic: async (code: string) => (await topics.find(code)) !== null, findSeats };

  async function readRequest(args: CaseListArguments): Promise<ListRequest> {
    requireScope(viewer, 'case:read');
    const order = args.orderBy ?? 'RECEIVED_DESC';
    const page = readPage(args, { cursor: caseOrders[order].cursor });
    return { query: await readCaseFilter(args.filter, viewer, facts), order, page };
  }

  function toConnection(rows: readonly CaseRow[], { order, page }: ListRequest, totalCount: () => Promise<number>) {
    return createConnection(rows, page, { cursorOf: caseOrders[order].cursorOf, totalCount });
  }

  return {
    /** One case, or null where there is none or the viewer may not know of it. */
    async find(id: string): Promise<CaseRow | null> {
      requireScope(viewer, 'case:read');
      return cases.loadById(id);
    },

    /** The same for who has its number and not its key. */
    async findNamed(keyOrNumber: string): Promise<CaseRow | null> {
      requireScope(viewer, 'case:read');
      return caseNumber.test(keyOrNumber) ? cases.findByNumber(keyOrNumber) : cases.loadById(keyOrNumber);
    },

    /** Cases in pages. */
    async list(args: CaseListArguments): Promise<Connection<CaseRow>> {
      const request = await readRequest(args);
      return toConnection(await cases.findPage(request), request, () => cases.count(request.query));
    },

    /** Cases about one Kommune in pages; asked alike for many Kommunen it is one statement. */
    async listOfKommune(ags: string, args: CaseListArguments): Promise<Connection<CaseRow>> {
      const request = await readRequest(args);
      const rows = await cases.loadPageOfKommune(ags, request);
      return toConnection(rows, request, () => cases.loadCountOfKommune(ags, request.query));
    },

    participationsOf: ({ id }: CaseRow) => cases.loadParticipations(id),

    /** In the official order. Null without the content. */
    async topicsOf({ id, content }: CaseRow) {
      if (!content) return null;
      const found = await Promise.all((await cases.loadTopics(id)).map(topics.find));
      return found.filter((topic) => topic !== null);
    },

    supportOf: async ({ id, content }: CaseRow) => (content ? cases.loadSupport(id) : null),

    /** The last entries that the viewer may read, oldest first. Null without the content. */
    async timelineOf({ id, content }: CaseRow, last: number) {
      if (last < 0 || last > maxTimeline) {
        throw badInput('last', `Bitte fordern Sie zwischen 0 und ${maxTimeline} Einträge an.`);
      }
      return content ? cases.loadTimeline(id, last) : null;
    },

    /** Whether an interested party lets the Kommune learn of it. Null without the content and of whoever needs nobody's consent. */
    mayInformKommuneOf: ({ inquirerKind, informKommune }: CaseRow) =>
      inquirerKind !== null && isInterestedParty(inquirerKind) ? informKommune : null,

    /** Who asked. Null without the content and once the data are erased. Each read is logged. */
    async inquirerOf({ id, content, inquirerKind }: CaseRow) {
      requireScope(viewer, 'inquirer:read');
      if (!content || !inquirerKind) return null;
      const inquirer = await inquirers().loadLogged(id);
      return inquirer && { kind: inquirerKind, ...inquirer };
    },
  };
}
