import type { Told } from '../notification/messages.ts';
import type { Recipient } from '../notification/recipient.ts';
import { type CaseEvent, type CaseState, holderOf, isSameHolder } from './audience.ts';
import type { PartFact } from './case-work.types.ts';
import { leadOf } from './relations.ts';

type News = Told & { readonly to: Recipient };

/** What those are told whose own part in a case begins, changes hands or ends, whichever action did it. */
export function newsOfParts(event: CaseEvent): readonly News[] {
  const { before, after } = event;
  const begun = after.parts.filter((part) => !before.parts.some((former) => isSamePart(former, part)));
  return [
    ...begun.map((part) => ({ ...newsOfPart(part, event), to: holderOf(part) })),
    ...endedParts(event).map((part): News => ({ kind: 'PART_ENDED', facts: {}, to: holderOf(part) })),
  ];
}

/** Parts of before whose holder has none any more. */
function endedParts({ before, after }: CaseEvent): readonly PartFact[] {
  return before.parts.filter(
    (part) =>
      !after.parts.some(
        (one) => isSameHolder(one, part) || (part.advisorId === null && one.association === part.association),
      ),
  );
}

function newsOfPart({ role, state, inForce, answerDueAt }: PartFact, { before, after }: CaseEvent): Told {
  const dueAt = answerDueAt?.toISOString() ?? null;
  if (role === 'INFORMED') return { kind: 'CASE_INFORMED', facts: {} };
  if (role === 'CO_ADVICE') {
    return state === 'REQUESTED'
      ? { kind: 'CO_ADVICE_REQUESTED', facts: { dueAt } }
      : { kind: 'CO_ADVICE_GIVEN', facts: {} };
  }
  if (state === 'ACCEPTED') return { kind: 'CASE_GIVEN', facts: {} };
  if (inForce) return { kind: 'CASE_ASSIGNED', facts: { dueAt: dueOf(after) } };
  const lead = leadOf(before.parts);
  if (lead === null) throw new Error('a lead is proposed where there is none');
  return { kind: 'LEAD_PROPOSED', facts: { association: lead.association, dueAt } };
}

/** Until when the next step is due, as facts hold it. */
export function dueOf({ dueAt }: CaseState): string | null {
  return dueAt?.toISOString() ?? null;
}

function isSamePart(one: PartFact, other: PartFact): boolean {
  return (
    isSameHolder(one, other) && one.role === other.role && one.state === other.state && one.inForce === other.inForce
  );
}
