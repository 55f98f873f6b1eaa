import type { KreisverbandRepository } from './kreisverband.repository.ts';

export type KreisverbandService = ReturnType<typeof createKreisverbandService>;

/** The Gemeindetag's Kreisverbände. Everybody may read them. */
export function createKreisverbandService(kreisverbaende: KreisverbandRepository) {
  return {
    /** All, in the order of their keys. */
    findAll: () => kreisverbaende.findAll(),

    /** The one to which a member belongs; null where the association has not said so. */
    findOfMember: async ({ kreisverbandAgs }: { readonly kreisverbandAgs: string | null }) =>
      kreisverbandAgs === null ? null : kreisverbaende.loadByAgs(kreisverbandAgs),
  };
}
