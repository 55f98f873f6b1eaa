import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { isOpen } from '../case/case-state.ts';
import { Participation } from '../case/participation.entity.ts';
import type { DecidedChange, NewEntry, PartChange } from './case-work.types.ts';

/** Parts end before others begin: an association has one part in force, and a case one lead. */
export async function writeParts(em: EntityManager, change: DecidedChange, entryIds: ReadonlyMap<NewEntry, string>) {
  const parts = [...(change.plan.parts ?? [])];
  const endings = parts.filter((part) => part.kind === 'END');
  const { id: caseId, receivedAt: caseReceivedAt, status } = change.after;
  const { at } = change;
  for (const { id, state, because } of endings) {
    const endingEntry = (because && entryIds.get(because)) ?? null;
    await em.nativeUpdate(Participation, { id }, { state, untilAt: at, endingEntry });
  }
  for (const part of parts) {
    if (part.kind === 'ADD') {
      const { association, role, state, advisorId, inForce } = part;
      const begin = inForce ? { fromAt: at } : { proposedAt: at };
      const ofCase = { caseId, caseReceivedAt, caseOpen: isOpen(status) };
      await em.insert(Participation, { association, role, state, advisorId, ...begin, ...ofCase });
    } else if (part.kind !== 'END') await changePart(em, part, at);
  }
}

async function changePart(em: EntityManager, part: Exclude<PartChange, { kind: 'END' | 'ADD' }>, at: Date) {
  const { id, advisorId } = part;
  if (part.kind === 'NAME') await em.nativeUpdate(Participation, { id }, { advisorId });
  else {
    const begin = part.takesForce ? { fromAt: at } : {};
    await em.nativeUpdate(Participation, { id }, { advisorId, state: 'ACCEPTED', ...begin });
  }
}
