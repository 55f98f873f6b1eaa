import type { AssociationCode } from '../generated/resolvers.ts';

/** A case that went to somebody else; `advisorId` is null where the team decides. */
export interface HandedOverCaseRow {
  readonly caseId: string;
  readonly association: AssociationCode;
  readonly advisorId: string | null;
}

/** Somebody whose cases have been handed over. */
export interface DepartedAdvisorRow {
  readonly association: AssociationCode;
  readonly advisorId: string;
  readonly at: Date;
}

/** How a hand-over ends; `caseIds` are the cases for which nobody was found. */
export type HandOverOutcome =
  | { readonly kind: 'HANDED_OVER'; readonly cases: readonly HandedOverCaseRow[]; readonly commitmentCount: number }
  | { readonly kind: 'REFUSED'; readonly reason: string; readonly caseIds: readonly string[] };
