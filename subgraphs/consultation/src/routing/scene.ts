import type { FurtherPlaces } from './further-places.ts';
import { largest } from './joint.ts';
import { landkreisOf } from './keys.ts';
import type { PlaceFinding } from './place.ts';
import * as say from './reasons.ts';
import type { KommuneFact, RoutingInquiry, Step } from './routing.types.ts';

/** Which Kommunen the inquiry is about, once rule 0 has found them. */
export interface Scene {
  readonly seat: KommuneFact | null;
  readonly others: readonly KommuneFact[];
  /** Keys of all of them: the seat first, then the Landkreis if the inquiry is about it, then the others. */
  readonly concerns: readonly string[];
  /** Key of the Kommune whose association is sought: the seat, or its Landkreis where the reach is the Landkreis. */
  readonly focus: string | null;
  /** What rule 4 has to say on how the seat was found. */
  readonly steps: readonly Step[];
}

function explainSeat(
  seat: KommuneFact,
  others: readonly KommuneFact[],
  given: boolean,
  several: boolean,
): readonly Step[] {
  if (others.length > 0) {
    return [...say.several([seat, ...others]), ...(given ? say.seatIsPlace(seat) : say.seatIsLargest(seat))];
  }
  return several ? say.onlyOneNamed(seat) : [];
}

/** The seat is the place, if one was given, else the largest of the further places. */
export function settleScene(inquiry: RoutingInquiry, place: PlaceFinding, further: FurtherPlaces): Scene {
  const given = place.kind === 'KOMMUNE' ? place.kommune : null;
  const seat = given ?? (place.kind === 'NONE' ? largest(further.kommunen) : null);
  const others = further.kommunen.filter(({ ags }) => ags !== seat?.ags);
  if (seat === null) {
    return { seat, others, concerns: others.map(({ ags }) => ags), focus: null, steps: [] };
  }

  const focus = inquiry.reach === 'LANDKREIS' ? (landkreisOf(seat) ?? seat.ags) : seat.ags;
  return {
    seat,
    others,
    concerns: [...new Set([seat.ags, focus, ...others.map(({ ags }) => ags)])],
    focus,
    steps: explainSeat(seat, others, given !== null, inquiry.reach === 'SEVERAL'),
  };
}
