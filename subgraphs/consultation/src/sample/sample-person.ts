import type { InquirerKind } from '../generated/resolvers.ts';
import type { KommuneFact } from '../routing/routing.types.ts';
import type { Random } from './random.ts';
import type { SamplePerson } from './sample.types.ts';
import { firstNames, functions, lastNames, organisations } from './sample-texts.ts';

/** An invented person; mail goes to a domain that can never exist. */
export function drawPerson(random: Random, kind: InquirerKind, seat: KommuneFact | null): SamplePerson {
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  const known = functions[kind];
  const organisation = organisations[kind];
  return {
    name: `${first} ${last}`,
    email: `${first}.${last}@${seat === null ? 'anfrage' : slugOf(seat.name)}.beispiel.invalid`.toLowerCase(),
    phone: random.chance(0.5) ? `+49 711 0000-${String(random.below(10_000)).padStart(4, '0')}` : null,
    function: known.length === 0 ? null : random.pick(known),
    organisation: organisation?.replace('{ort}', seat?.name ?? 'ohne Ort') ?? null,
  };
}

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** „Bad Säckingen“ → bad-saeckingen */
function slugOf(name: string): string {
  const plain = name.toLowerCase().replaceAll(/[äöüß]/g, (letter) => umlauts[letter] ?? '');
  return plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
}
