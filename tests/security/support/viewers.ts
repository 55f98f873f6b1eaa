import { sampleAdvisorOf } from '@gkz-qe/infra/identity/sample-advisor.ts';
import { type AssociationName, associationNames } from '@gkz-qe/infra/parts.ts';
import { publicViewer, type Role, type Viewer } from '@gkz-qe/kit/viewer.ts';
import type { Asker } from '../../support/graph-client.ts';
import type { Column } from './read-table.ts';

/** One person, as the gateway gets to know them (a token) and as it tells the subgraphs (a viewer). */
export interface Person {
  readonly column: Column;
  readonly asker: Asker;
  readonly viewer: Viewer;
  readonly association: AssociationName | null;
}

const roleOf: Readonly<Partial<Record<Column, Role>>> = {
  advisor: 'advisor',
  'team lead': 'team_lead',
  coordinator: 'coordinator',
  'association admin': 'association_admin',
  analyst: 'analyst',
  'privacy officer': 'privacy_officer',
};

const withAssociation: readonly Column[] = ['advisor', 'team lead', 'coordinator', 'association admin'];
const withAdvisor: readonly Column[] = ['advisor', 'team lead'];

/** Whether the own association makes a difference to what this column may. */
export function belongsToAssociation(column: Column): boolean {
  return withAssociation.includes(column);
}

/** The person of a column, of an association where it has one. Advisors are the association's first sample advisor. */
export function personOf(column: Column, association: AssociationName): Person {
  const role = roleOf[column];
  if (!role) return { column, asker: 'public', viewer: publicViewer, association: null };
  const own = belongsToAssociation(column) ? association : null;
  const advisor = own !== null && withAdvisor.includes(column) ? sampleAdvisorOf(own) : null;
  return {
    ...{ column, association: own },
    asker: { role, ...(own && { association: own }), ...(advisor && { advisor }) },
    // As `pnpm token` names them: both ways must be the same person.
    viewer: {
      subject: ['dev', own, role].filter(Boolean).join('-'),
      roles: [role],
      association: own,
      advisorId: advisor,
    },
  };
}

/** Another association than this one. */
export function otherThan(association: AssociationName): AssociationName {
  const at = associationNames.indexOf(association);
  return associationNames[(at + 1) % associationNames.length] ?? association;
}
