import { inRegisterOrder } from './keys.ts';
import * as say from './place-reasons.ts';
import type { KeyFinding } from './register.ts';
import type { KommuneFact, Place, Step } from './routing.types.ts';

/** Rule 0. UNCLEAR: nobody can tell yet which Kommune is meant, so the coordinators ask. */
export type PlaceFinding =
  | { readonly kind: 'NONE'; readonly steps: readonly Step[] }
  | { readonly kind: 'KOMMUNE'; readonly kommune: KommuneFact; readonly steps: readonly Step[] }
  | { readonly kind: 'AMBIGUOUS_PLACE'; readonly choices: readonly KommuneFact[]; readonly steps: readonly Step[] }
  | { readonly kind: 'REFUSED'; readonly unknownKeys: readonly string[]; readonly steps: readonly Step[] }
  | { readonly kind: 'REFERRED'; readonly steps: readonly Step[] }
  | { readonly kind: 'UNCLEAR'; readonly steps: readonly Step[] };

type ReadKey = (key: string) => KeyFinding;
type Found = Extract<KeyFinding, { kind: 'KOMMUNE' }>;

/** The first two digits of postal codes that Gemeinden of Baden-Württemberg have (register of 30.11.2025). */
const POSTAL_CODES_HERE = /^(6[89]|7\d|8[89]|97)/;

function fromKey(finding: KeyFinding): PlaceFinding {
  switch (finding.kind) {
    case 'KOMMUNE':
      return { kind: 'KOMMUNE', kommune: finding.kommune, steps: say.succession(finding) };
    case 'GONE':
      return { kind: 'UNCLEAR', steps: [...say.gone(finding.ended), ...say.coordinatorsClarify()] };
    case 'UNINCORPORATED':
      return { kind: 'REFUSED', unknownKeys: [], steps: say.unincorporated(finding.area) };
    case 'OUTSIDE':
      return { kind: 'REFERRED', steps: say.keyOutside(finding.key, finding.land) };
    case 'UNKNOWN':
      return { kind: 'REFUSED', unknownKeys: [finding.key], steps: say.unknownKey(finding.key) };
  }
}

/** The register keeps one postal code per Gemeinde, so an unknown one is only foreign where the whole area is. */
function fromNothing(place: Place): PlaceFinding {
  const outside = place.by === 'POSTAL_CODE' && /^\d{5}$/.test(place.value) && !POSTAL_CODES_HERE.test(place.value);
  return outside
    ? { kind: 'REFERRED', steps: say.postalCodeOutside(place) }
    : { kind: 'UNCLEAR', steps: say.noMatch(place) };
}

function fromMatches(place: Place, findings: readonly KeyFinding[]): PlaceFinding {
  const found = findings.filter((finding): finding is Found => finding.kind === 'KOMMUNE');
  // A name that lives on belongs to the Kommune that bears it today, not to one that once did.
  const current = found.filter(({ ended }) => ended === null);
  const meant = current.length > 0 ? current : found;
  const kommunen = inRegisterOrder(meant.map(({ kommune }) => kommune));

  if (kommunen.length > 1) return { kind: 'AMBIGUOUS_PLACE', choices: kommunen, steps: say.choices(place, kommunen) };
  const only = meant[0];
  if (only !== undefined) {
    const postal = place.by === 'POSTAL_CODE' ? say.foundByPostalCode(place, only.kommune) : [];
    return { kind: 'KOMMUNE', kommune: only.kommune, steps: [...postal, ...say.succession(only)] };
  }
  const other = findings.find(({ kind }) => kind === 'UNINCORPORATED') ?? findings.find(({ kind }) => kind === 'GONE');
  return other === undefined ? fromNothing(place) : fromKey(other);
}

/**
 * Finds the Kommune that the place names.
 *
 * @param matches the keys a name or postal code fits; unused for a key
 */
export function checkPlace(place: Place | null, matches: readonly string[], readKey: ReadKey): PlaceFinding {
  if (place === null) return { kind: 'NONE', steps: [] };
  if (place.by === 'AGS') return fromKey(readKey(place.value));
  return fromMatches(place, [...new Set(matches)].sort().map(readKey));
}
