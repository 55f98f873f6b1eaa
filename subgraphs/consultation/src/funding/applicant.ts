import type { FundingApplicant } from '../generated/resolvers.ts';
import type { FundingFacts } from './funding.types.ts';

/** What applicants are called in a sentence. */
export const applicantNames: Readonly<Record<FundingApplicant, string>> = {
  STADTKREIS: 'Stadtkreise',
  GROSSE_KREISSTADT: 'Große Kreisstädte',
  STADT: 'Städte',
  GEMEINDE: 'Gemeinden',
  LANDKREIS: 'Landkreise',
  MUNICIPAL_ALLIANCE: 'kommunale Verbünde',
  CIVIC_INITIATIVE: 'Initiativen der Zivilgesellschaft',
  ASSOCIATION_OF_CITIZENS: 'Vereine',
  UMBRELLA_ORGANISATION: 'Verbände',
};

/**
 * As what whoever asked can apply, the best first. Empty for who is no applicant anywhere: providers, housing, science, private persons.
 * Null where the case does not say who asks, or for which Kommune.
 */
export function applicantsOf({ inquirerKind, reach, kommunen }: FundingFacts): readonly FundingApplicant[] | null {
  switch (inquirerKind) {
    case null:
      return null;
    case 'KOMMUNE': {
      const [seat] = kommunen;
      if (seat === undefined) return null;
      return reach === 'SEVERAL' ? ['MUNICIPAL_ALLIANCE', seat.kind] : [seat.kind];
    }
    case 'LANDKREIS':
    case 'MUNICIPAL_ALLIANCE':
    case 'ASSOCIATION_OF_CITIZENS':
      return [inquirerKind];
    case 'INITIATIVE':
      return ['CIVIC_INITIATIVE'];
    default:
      return [];
  }
}
