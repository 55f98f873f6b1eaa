import type { AssociationCode } from '../generated/resolvers.ts';

/** The secret that each association shares with us alone. */
export type DirectorySecrets = Readonly<Record<AssociationCode, string>>;

/** Where one association's change log is asked for. */
export interface DirectorySource {
  readonly association: AssociationCode;
  /** Address of the subgraph's GraphQL endpoint. */
  readonly url: string;
  /** Secret with which the call is signed. */
  readonly secret: string;
}

/** How far the copy of one association's directory reaches. */
export interface DirectoryStateRow {
  readonly association: AssociationCode;
  /** Position of the last applied entry; "0" where there is none. */
  readonly appliedSeq: string;
  /** When the copy was last known to be complete. */
  readonly confirmedAt: Date | null;
  /** Whole seconds since then. */
  readonly lag: number | null;
}
