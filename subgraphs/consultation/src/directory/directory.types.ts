import type { AssociationCode } from '../generated/resolvers.ts';

/** Every association, in the order in which lists show them. */
export const associationCodes = ['STAEDTETAG', 'GEMEINDETAG', 'LANDKREISTAG'] as const satisfies AssociationCode[];

/** Where one association's change log is asked for. */
export interface DirectorySource {
  readonly association: AssociationCode;
  /** Address of the subgraph's GraphQL endpoint. */
  readonly url: string;
  /** Secret with which the call is signed. */
  readonly secret: string;
}
