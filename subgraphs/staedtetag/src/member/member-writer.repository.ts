import { inLoggedTransaction } from '@gkz-qe/kit/change-log.ts';
import { type EntityManager, select, selectOne } from '@gkz-qe/kit/database.ts';
import { changesSince, type FactChange } from '@gkz-qe/kit/revisions.ts';
import { type MemberState, saveMembers } from './save-members.repository.ts';

/** A member as it is stored, ready to be changed and saved. `status` is the stored one: `isOver` says what it means today. */
export type StoredMember = Omit<MemberState, 'contacts'> & { readonly version: number };

/** What may be done while no other writer of this association is at work. */
export interface MemberTurn {
  readonly find: (ags: string) => Promise<StoredMember | null>;
  /** All of them, former ones too, in the order of keys. */
  readonly findAll: () => Promise<readonly StoredMember[]>;
  readonly save: (states: readonly MemberState[]) => Promise<void>;
  /** What has changed in a member since a version. */
  readonly changesSince: (ags: string, version: number) => Promise<readonly FactChange[]>;
}

export type MemberWriter = ReturnType<typeof createMemberWriter>;

/**
 * Lets services decide on a change and make it in one transaction.
 *
 * @param onWritten called once something may have been written, so that the request reads it anew
 */
export function createMemberWriter(fork: () => EntityManager, onWritten: () => void) {
  return {
    /** Runs `work` in one transaction, after all writers before it. */
    async inTurn<Outcome>(work: (turn: MemberTurn) => Promise<Outcome>): Promise<Outcome> {
      const outcome = await inLoggedTransaction(fork(), (em) => work(turnIn(em)));
      onWritten();
      return outcome;
    },
  };
}

function turnIn(em: EntityManager): MemberTurn {
  return {
    find: (ags) => selectOne<StoredMember>(em, 'member.stored', `${storedText} where ags = $1`, [ags]),
    findAll: () => select<StoredMember>(em, 'member.allStored', `${storedText} order by ags`),
    save: (states) => saveMembers(em, states),
    changesSince: (ags, version) => changesSince(em, 'member', ags, version),
  };
}

const storedText = 'select ags, status, since, until, preferred, source, version from member';
