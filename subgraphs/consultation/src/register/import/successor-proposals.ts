import type { KommuneRecord } from '../register.repository.ts';
import type { SuccessorProposal } from './register-import.types.ts';

/** More than these help nobody to choose. */
const proposedAtMost = 3;

/**
 * Which Kommunen may be the successor of one that has ended, best first: a file does not say it, so a person decides.
 *
 * @param existing the Kommunen of the file
 * @param before the Kommunen of the register, to know who is new and who has grown
 */
export function proposeSuccessors(
  ended: KommuneRecord,
  existing: readonly KommuneRecord[],
  before: readonly KommuneRecord[],
): readonly SuccessorProposal[] {
  const known = new Map(before.map((record) => [record.ags, record]));
  const near = existing.filter(
    ({ ags }) => ags.length === ended.ags.length && (ags.slice(0, 5) === ended.ags.slice(0, 5) || !known.has(ags)),
  );
  return near
    .map((kommune) => ({ kommune, hints: hintsFor(ended, kommune, known.get(kommune.ags)) }))
    .filter(({ hints }) => hints.length > 0)
    .sort((a, b) => weightOf(b.hints) - weightOf(a.hints) || b.kommune.population - a.kommune.population)
    .slice(0, proposedAtMost)
    .map(({ kommune, hints }) => ({
      ags: kommune.ags,
      name: kommune.name,
      reasons: hints.map(({ reason }) => reason),
    }));
}

interface Hint {
  readonly weight: number;
  readonly reason: string;
}

function hintsFor(ended: KommuneRecord, kommune: KommuneRecord, before: KommuneRecord | undefined): readonly Hint[] {
  const gained = kommune.population - (before?.population ?? 0);
  // Births and moves of a few years change less than a tenth.
  const isGained = Math.abs(gained - ended.population) <= Math.max(50, ended.population / 10);
  const hints: readonly (Hint | false)[] = [
    kommune.name === ended.name && { weight: 4, reason: 'trägt denselben Namen' },
    kommune.name !== ended.name && hasPart(kommune.name, ended.name) && { weight: 2, reason: 'trägt den Namen mit' },
    isGained && { weight: 3, reason: 'hat etwa so viele Einwohner mehr, wie dort lebten' },
    ended.verwaltungsgemeinschaftKey !== null &&
      kommune.verwaltungsgemeinschaftKey === ended.verwaltungsgemeinschaftKey && {
        weight: 1,
        reason: 'gehört zur selben Verwaltungsgemeinschaft',
      },
  ];
  return hints.filter((hint) => hint !== false);
}

/** Villingen is a part of Villingen-Schwenningen, Au is none of Laufenburg. */
function hasPart(name: string, part: string): boolean {
  return name.split(/[^\p{L}]+/u).includes(part) || name.startsWith(`${part}-`) || name.endsWith(`-${part}`);
}

function weightOf(hints: readonly Hint[]): number {
  return hints.reduce((sum, { weight }) => sum + weight, 0);
}
