/** The associations' subgraphs, in the order of their ports. */
export const associationNames = ['staedtetag', 'gemeindetag', 'landkreistag'] as const;
export type AssociationName = (typeof associationNames)[number];

/** All subgraphs: each has a process and a database of its own. */
export const subgraphNames = [...associationNames, 'consultation'] as const;
export type PartName = (typeof subgraphNames)[number];

/** Which port each part listens on, counted from PORT. */
export function portsFrom(first: number) {
  return {
    gateway: first,
    staedtetag: first + 1,
    gemeindetag: first + 2,
    landkreistag: first + 3,
    consultation: first + 4,
    database: first + 5,
    issuer: first + 6,
  } as const;
}

export type Ports = ReturnType<typeof portsFrom>;

/** The audience that every token for this system names. */
export const audience = 'gkz-qe';
