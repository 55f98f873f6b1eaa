import { createByKeyLoader } from '@gkz-qe/kit/by-key-loader.ts';
import type { RegisterService } from '../register/register.service.ts';
import { createPlainAsk, isSameStand, type RoutingStand, type RoutingWorld } from './plain-inquiry.ts';
import type { AssociationCode, MembershipFact } from './routing.types.ts';

/** A membership as it may become: of which association, of which Kommune, whether it counts today, and whether it is preferred. */
export interface MembershipChange {
  readonly association: AssociationCode;
  readonly ags: string;
  readonly member: boolean;
  readonly preferred: boolean;
}

/** What a change of one membership does to the inquiries of its Kommune. */
export interface MembershipEffectRow extends MembershipChange {
  readonly before: RoutingStand;
  readonly after: RoutingStand;
  /** Whether somebody else leads or is informed. */
  readonly changes: boolean;
}

export interface MembershipEffectParts {
  readonly findWorld: (ags: readonly string[], today: string) => Promise<RoutingWorld>;
  readonly register: Pick<RegisterService, 'snapshot'>;
  readonly today: string;
}

export type MembershipEffects = ReturnType<typeof createMembershipEffects>;

/** Asks the rules of routing before and after a change of memberships. Nothing is changed. */
export function createMembershipEffects({ findWorld, register, today }: MembershipEffectParts) {
  const effects = createByKeyLoader({
    isKey: () => true,
    keyOf: (row: MembershipEffectRow) => keyOf(row),
    async find(keys) {
      const snapshot = await register.snapshot();
      const changes = keys.map(changeOf).filter(({ ags }) => snapshot.findKommune(ags) !== null);
      const ask = createPlainAsk(snapshot, await findWorld([...new Set(changes.map(({ ags }) => ags))], today), today);
      return changes.map((change): MembershipEffectRow => {
        const [before, after] = [ask(change.ags), ask(change.ags, (memberships) => changed(memberships, change))];
        return { ...change, before, after, changes: !isSameStand(before, after) };
      });
    },
  });
  return {
    /** Null for a Kommune that the register does not know. However many are asked for, the facts are looked up once. */
    find: (change: MembershipChange): Promise<MembershipEffectRow | null> => effects.load(keyOf(change)),
  };
}

function keyOf({ association, ags, member, preferred }: MembershipChange): string {
  return JSON.stringify([association, ags, member, preferred]);
}

function changeOf(key: string): MembershipChange {
  const [association, ags, member, preferred] = JSON.parse(key) as [AssociationCode, string, boolean, boolean];
  return { association, ags, member, preferred };
}

function changed(
  memberships: readonly MembershipFact[],
  { association, ags, member, preferred }: MembershipChange,
): readonly MembershipFact[] {
  const others = memberships.filter((row) => row.association !== association || row.ags !== ags);
  return member ? [...others, { association, ags, status: 'ACTIVE', from: null, until: null, preferred }] : others;
}
