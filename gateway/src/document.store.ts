import type { DocumentNode } from 'graphql';

/** Characters of source text. A parsed document takes about a hundred times its text. */
const maxCharacters = 1_000_000;

/**
 * Keeps documents that have been parsed and found valid, the recently used ones the longest, in bounded memory: whoever sends a
 * hundred thousand different operations must not fill it. In the form in which Apollo Server asks for it.
 */
export function createDocumentStore() {
  const documents = new Map<string, DocumentNode>();
  let characters = 0;

  function remove(key: string): boolean {
    const document = documents.get(key);
    characters -= document ? sizeOf(document) : 0;
    return documents.delete(key);
  }

  return {
    async get(key: string): Promise<DocumentNode | undefined> {
      const document = documents.get(key);
      if (!document) return undefined;
      documents.delete(key);
      documents.set(key, document);
      return document;
    },
    async set(key: string, document: DocumentNode): Promise<void> {
      remove(key);
      documents.set(key, document);
      characters += sizeOf(document);
      for (const oldest of documents.keys()) {
        if (characters <= maxCharacters) break;
        remove(oldest);
      }
    },
    async delete(key: string): Promise<boolean> {
      return remove(key);
    },
  };
}

function sizeOf(document: DocumentNode): number {
  return document.loc?.source.body.length ?? 0;
}
