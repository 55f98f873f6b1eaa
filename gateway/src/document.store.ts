import type { DocumentNode } from 'graphql';
import { createSegmentedStore, type StoreLimits } from './segmented.store.ts';

const limits: StoreLimits = { once: 4 * 1024 * 1024, again: 32 * 1024 * 1024 };

/** Measured: 65 to 75 bytes for a character of its text, and what is kept as long as it is (cuts, estimates of its cost) besides. */
const bytesPerCharacter = 100;

/** Keeps documents that have been parsed and found valid, in the form in which Apollo Server asks for it. */
export function createDocumentStore() {
  const documents = createSegmentedStore<DocumentNode>(limits, sizeOf);
  return {
    async get(key: string): Promise<DocumentNode | undefined> {
      return documents.get(key);
    },
    async set(key: string, document: DocumentNode): Promise<void> {
      documents.set(key, document);
    },
    async delete(key: string): Promise<boolean> {
      return documents.delete(key);
    },
  };
}

function sizeOf(document: DocumentNode): number {
  return bytesPerCharacter * (document.loc?.source.body.length ?? 1);
}
