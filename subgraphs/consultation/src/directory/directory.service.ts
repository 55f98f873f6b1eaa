import { associationCodes } from '../association/associations.ts';
import type { DirectoryRepository } from './directory.repository.ts';
import type { DirectoryStateRow } from './directory.types.ts';

export type DirectoryService = ReturnType<typeof createDirectoryService>;

/** How old consultation's copy of the associations' directories is. Everybody may know. */
export function createDirectoryService(directory: DirectoryRepository) {
  return {
    /** One state for each association, also where nothing has been copied yet. */
    async findStates(): Promise<readonly DirectoryStateRow[]> {
      const states = await directory.findStates();
      return associationCodes.map(
        (association) =>
          states.find((state) => state.association === association) ?? {
            association,
            appliedSeq: '0',
            confirmedAt: null,
            lag: null,
          },
      );
    },
  };
}
