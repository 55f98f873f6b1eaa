import type { Viewer } from '@gkz-qe/kit/viewer.ts';
import * as policy from '../policy.ts';
import type { AssociationRepository, OfficeRow } from './association.repository.ts';

/** The Landkreistag itself. */
export interface AssociationFacts {
  readonly code: 'LANDKREISTAG';
  readonly name: string;
}

const facts: AssociationFacts = { code: 'LANDKREISTAG', name: 'Landkreistag Baden-Württemberg' };

export type AssociationService = ReturnType<typeof createAssociationService>;

/** The Landkreistag and its Geschäftsstelle. */
export function createAssociationService(association: AssociationRepository, viewer: Viewer) {
  return {
    // A copy: what a reference answers gets a __typename written into it.
    getFacts: (): AssociationFacts => ({ ...facts }),

    /** The Landkreistag where the code is its own, else null. */
    find: (code: string): AssociationFacts | null => (code === facts.code ? { ...facts } : null),

    /** @throws Error where the office's row is missing: migrations and seeds make it */
    async getOffice() {
      const office = await association.findOffice();
      if (!office) throw new Error('the office has no settings');
      return office;
    },

    mailboxOf: ({ mailbox }: OfficeRow): string | null => {
      policy.mayReadAdvisorContact(viewer);
      return mailbox;
    },

    officeVersionOf: ({ version }: OfficeRow): number => {
      policy.mayKeepOffice(viewer);
      return version;
    },

    serviceHours: () => association.findServiceHours(),

    closedDays: () => association.findClosedDays(),
  };
}
