import { type Connection, createConnection, isText, type PageArguments, readPage } from '@gkz-qe/kit/connection.ts';
import { isLandkreisAgs } from '@gkz-qe/kit/keys.ts';
import { badInput } from '@gkz-qe/kit/problem.ts';
import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import * as policy from '../policy.ts';
import type { MemberRepository, MemberRow } from './member.repository.ts';

/** Largest page: as with the other associations, so that one question can be asked of all. */
const maxMembers = 1_500;

export type MemberPage = Connection<MemberRow>;

/** What this subgraph says of a Landkreis: which one it is. The register knows the rest. */
export interface LandkreisStub {
  readonly __typename: 'Landkreis';
  readonly ags: string;
}

/** What a client may say about a list of members. */
export interface MemberArguments extends PageArguments {
  readonly search?: string | null;
  readonly status?: readonly MemberRow['status'][] | null;
}

export type MemberService = ReturnType<typeof createMemberService>;

/** The Landkreistag's members. Everybody may read who belongs to it. */
export function createMemberService(members: MemberRepository, viewer: Viewer) {
  return {
    /** One by the key of the Kommune, former ones included. Null where there is none. */
    find: (ags: string) => members.loadByAgs(ags),

    /** One that must be there, since members are never deleted. */
    async get(ags: string): Promise<MemberRow> {
      const member = await members.loadByAgs(ags);
      if (!member) throw new Error('a member is gone');
      return member;
    },

    /**
     * A page in the order of keys; present and dormant members where no status is asked for.
     *
     * @throws Problem BAD_USER_INPUT for a page that is too large, a cursor of another list, a search that is no beginning of a key
     */
    async findPage({ search, status, ...args }: MemberArguments): Promise<MemberPage> {
      const page = readPage(args, { max: maxMembers, cursor: [isText(isLandkreisAgs)] });
      const condition = { statuses: status?.length ? status : presentStatuses, agsPrefix: readSearch(search) };
      return createConnection(await members.findPage(condition, page), page, {
        cursorOf: (member) => [member.ags],
        totalCount: () => members.count(condition),
      });
    },

    /** A Landkreis belongs to one association only, so there is nothing to prefer. */
    isPreferred: () => false,

    kommuneOf: ({ ags }: MemberRow): LandkreisStub => ({ __typename: 'Landkreis', ags }),

    /** The Landkreis to which a membership can be added; null for what is no key of one. */
    landkreisOf: (ags: string): LandkreisStub | null => (isLandkreisAgs(ags) ? { __typename: 'Landkreis', ags } : null),

    versionOf: ({ version }: MemberRow): number => {
      policy.mayKeepMembers(viewer);
      return version;
    },

    contactsOf: async ({ ags }: MemberRow) => {
      policy.mayReadMemberContacts(viewer);
      return members.loadContacts(ags);
    },
  };
}

const presentStatuses: readonly MemberRow['status'][] = ['ACTIVE', 'DORMANT'];

function readSearch(search: string | null | undefined): string {
  const text = search?.trim() ?? '';
  if (!/^\d{0,5}$/.test(text)) {
    throw badInput('search', 'Gesucht wird nach dem Anfang des Kreisschlüssels: bitte geben Sie nur Ziffern ein.');
  }
  return text;
}
