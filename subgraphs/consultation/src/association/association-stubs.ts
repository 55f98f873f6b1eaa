import type { AssociationCode } from '../generated/resolvers.ts';

const associationTypes = {
  STAEDTETAG: 'Staedtetag',
  GEMEINDETAG: 'Gemeindetag',
  LANDKREISTAG: 'Landkreistag',
} as const satisfies Record<AssociationCode, string>;

const advisorTypes = {
  STAEDTETAG: 'StaedtetagAdvisor',
  GEMEINDETAG: 'GemeindetagAdvisor',
  LANDKREISTAG: 'LandkreistagAdvisor',
} as const satisfies Record<AssociationCode, string>;

/** The association as its own subgraph knows it: type and key, all else is asked there. */
export function associationStub(code: AssociationCode) {
  return { __typename: associationTypes[code], code };
}

/** An association's advisor: type and key, names are with the association alone. Null where nobody is named. */
export function advisorStub(code: AssociationCode, id: string | null) {
  return id === null ? null : { __typename: advisorTypes[code], id };
}
