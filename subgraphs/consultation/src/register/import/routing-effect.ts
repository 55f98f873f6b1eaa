import { createPlainAsk, isSameStand, type RoutingWorld } from '../../routing/plain-inquiry.ts';
import type { RegisterSnapshot } from '../register.snapshot.ts';
import type { RoutingShift } from './register-import.types.ts';

/**
 * The Kommunen whose inquiries would be led or accompanied by others, found by asking the rules of routing twice: with the register
 * as it is and as it would be. The inquiry is the plain one: a Kommune asks for itself, wishes for nobody, today.
 */
export function findRoutingShifts(
  before: RegisterSnapshot,
  after: RegisterSnapshot,
  world: RoutingWorld,
  today: string,
): readonly Omit<RoutingShift, 'openCases'>[] {
  const askBefore = createPlainAsk(before, world, today);
  const askAfter = createPlainAsk(after, world, today);
  return after.kommunen.flatMap(({ ags, name }) => {
    const was = before.findKommune(ags) === null ? null : askBefore(ags);
    const is = askAfter(ags);
    return was !== null && isSameStand(was, is) ? [] : [{ ags, name, before: was, after: is }];
  });
}
