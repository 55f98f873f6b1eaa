import type { AssociationCode } from '../generated/resolvers.ts';

/** What consultation must know of an association without asking it. */
interface AssociationFacts {
  /** Its type in the graph; those of its members and advisors begin so. */
  readonly type: string;
  /** As German sentences call it: masculine, which they rely on. */
  readonly name: string;
  /** Which Kommunen are its members. */
  readonly members: 'GEMEINDEN' | 'LANDKREISE';
}

/** Every association, in the order in which lists show them. A further one begins with an entry here. */
export const associations = {
  STAEDTETAG: { type: 'Staedtetag', name: 'Städtetag', members: 'GEMEINDEN' },
  GEMEINDETAG: { type: 'Gemeindetag', name: 'Gemeindetag', members: 'GEMEINDEN' },
  LANDKREISTAG: { type: 'Landkreistag', name: 'Landkreistag', members: 'LANDKREISE' },
} as const satisfies Record<AssociationCode, AssociationFacts>;

export const associationCodes = Object.keys(associations) as readonly AssociationCode[] as readonly [
  AssociationCode,
  ...AssociationCode[],
];

/** The associations whose members are Gemeinden. */
export const associationsOfGemeinden: readonly AssociationCode[] = associationCodes.filter(
  (code) => associations[code].members === 'GEMEINDEN',
);
