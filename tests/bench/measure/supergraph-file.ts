import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A supergraph as a file, which is gone with its disposal. */
export function writeSupergraph(sdl: string): Disposable & { readonly file: string } {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, 'supergraph.graphql');
  writeFileSync(file, sdl);
  return { file, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
