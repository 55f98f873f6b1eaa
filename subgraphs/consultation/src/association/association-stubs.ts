import type { AssociationCode } from '../generated/resolvers.ts';
import { associations } from './associations.ts';

/** The association as its own subgraph knows it: type and key, all else is asked there. */
export function associationStub(code: AssociationCode) {
  return { __typename: associations[code].type, code };
}

/** An association's advisor: type and key, names are with the association alone. Null where nobody is named. */
export function advisorStub(code: AssociationCode, id: string | null) {
  return id === null ? null : { __typename: `${associations[code].type}Advisor` as const, id };
}
