import type { EntityManager } from '@gkz-qe/kit/database.ts';
import { readRegister, readRegisterVersion } from './register.repository.ts';
import { createRegisterSnapshot, type RegisterSnapshot } from './register.snapshot.ts';

/** Gives the register as it is now. */
export type RegisterCache = (em: EntityManager) => Promise<RegisterSnapshot>;

/**
 * Makes the one copy of the register that a process holds. Each call asks the database for the version, one short statement, and
 * reads the register anew only where it has changed: an import shows at once, in every process.
 */
export function createRegisterCache(): RegisterCache {
  let held: RegisterSnapshot | undefined;
  let loading: Promise<RegisterSnapshot> | undefined;

  async function load(em: EntityManager): Promise<RegisterSnapshot> {
    try {
      held = createRegisterSnapshot(await readRegister(em));
      return held;
    } finally {
      loading = undefined;
    }
  }

  return async (em) => {
    const version = await readRegisterVersion(em);
    if (held?.version === version) return held;
    // Whoever comes while the register is being read waits for that instead of reading it too.
    loading ??= load(em);
    const loaded = await loading;
    return loaded.version >= version ? loaded : load(em);
  };
}
