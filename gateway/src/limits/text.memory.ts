/** Of this many characters in all, memory is spent at most twice. */
const maxCharacters = 4_000_000;

/** Remembers texts, the recently used ones the longest, in bounded memory. */
export function createTextMemory() {
  let recent = new Set<string>();
  let older = new Set<string>();
  let characters = 0;

  function add(text: string): void {
    if (characters + text.length > maxCharacters) {
      older = recent;
      recent = new Set();
      characters = 0;
    }
    recent.add(text);
    characters += text.length;
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
