import type { RegisterService } from '../register/register.service.ts';
import type { KommuneRow } from '../register/register.types.ts';

/** The rows of the register for a list of keys, in its order. Keys without a row are left out. */
export async function findKommunen(
  register: Pick<RegisterService, 'snapshot'>,
  keys: readonly string[],
): Promise<KommuneRow[]> {
  if (keys.length === 0) return [];
  const { findKommune } = await register.snapshot();
  return keys.flatMap((key) => findKommune(key) ?? []);
}
