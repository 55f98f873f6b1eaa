import { readFile } from 'node:fs/promises';
import { EnvFault } from '@gkz-qe/kit/env.ts';
import type { Logger } from '@gkz-qe/kit/log.ts';
import { createGeneration, type Generation } from './generation.ts';
import type { SubgraphSettings } from './subgraph.addresses.ts';

/**
 * Makes a generation out of a supergraph file.
 *
 * @throws EnvFault saying in one line why the file cannot be used
 */
export async function loadGenerationFile(file: string, settings: SubgraphSettings, log: Logger): Promise<Generation> {
  const sdl = await readFile(file, 'utf8').catch(() => {
    throw new EnvFault([`SUPERGRAPH: the file ${file} cannot be read`]);
  });
  try {
    return await createGeneration(sdl, settings, log);
  } catch (error) {
    if (error instanceof EnvFault) throw error;
    throw new EnvFault([`SUPERGRAPH: ${file} cannot be served: ${error instanceof Error ? error.message : error}`]);
  }
}
