/** Of this many characters in all, memory is spent at most twice. Each text counts a hundred more, for what keeps it. */
const maxCharacters = 1_000_000;
const charactersEach = 100;

/** Remembers texts, the recently used ones the longest, in bounded memory. */
export function createTextMemory() {
  let recent = new Set<string>();
  let older = new Set<string>();
  let characters = 0;

  function add(text: string): void {
    const size = text.length + charactersEach;
    if (characters + size > maxCharacters) {
      older = recent;
      recent = new Set();
      characters = 0;
    }
    recent.add(text);
    characters += size;
  }

  return {
    has(text: string): boolean {
      if (recent.has(text)) return true;
      if (!older.has(text)) return false;
      add(text);
      return true;
    },
    add,
  };
}
