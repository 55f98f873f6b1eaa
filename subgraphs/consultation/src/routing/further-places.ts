import { inRegisterOrder } from './keys.ts';
import * as say from './place-reasons.ts';
import type { KeyFinding } from './register.ts';
import type { KommuneFact, Step } from './routing.types.ts';

export interface FurtherPlaces {
  readonly kommunen: readonly KommuneFact[];
  readonly unknownKeys: readonly string[];
  readonly steps: readonly Step[];
}

function explain(finding: KeyFinding): readonly Step[] {
  switch (finding.kind) {
    case 'KOMMUNE':
      return say.succession(finding);
    case 'GONE':
      return say.gone(finding.ended);
    case 'UNINCORPORATED':
      return say.furtherUnincorporated(finding.area);
    case 'OUTSIDE':
    case 'UNKNOWN':
      return say.furtherNotHere(finding.key);
  }
}

/** Rule 0 for the further places: what is no Kommune here is left out with a reason and never stops the inquiry. */
export function checkFurtherPlaces(keys: readonly string[], readKey: (key: string) => KeyFinding): FurtherPlaces {
  const findings = [...new Set(keys)].sort().map(readKey);
  return {
    kommunen: inRegisterOrder(findings.flatMap((finding) => (finding.kind === 'KOMMUNE' ? [finding.kommune] : []))),
    unknownKeys: findings.flatMap((finding) => (finding.kind === 'UNKNOWN' ? [finding.key] : [])),
    steps: findings.flatMap(explain),
  };
}
