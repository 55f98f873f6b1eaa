import { type SubgraphName, subgraphNames } from '@gkz-qe/schema/subgraph-names.ts';

export { subgraphNames };
export type PartName = SubgraphName;

export type AssociationName = Exclude<PartName, 'consultation'>;

/** The associations' subgraphs, in the order of their ports. */
export const associationNames = subgraphNames.filter((name): name is AssociationName => name !== 'consultation');

/** Which port each part listens on, counted from PORT: the gateway, the subgraphs in their order, then what they need. */
export function portsFrom(first: number): Ports {
  const names = ['gateway', ...subgraphNames, 'database', 'issuer', 'mail'] as const;
  return Object.fromEntries(names.map((name, index) => [name, first + index])) as Ports;
}

export type Ports = Readonly<Record<'gateway' | PartName | 'database' | 'issuer' | 'mail', number>>;

/** The audience that every token for this system names. */
export const audience = 'gkz-qe';
