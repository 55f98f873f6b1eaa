import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { createRefusal } from '../errors/refusal.ts';

/** How large a document may be, before anybody looks at what it means. */
export interface DocumentLimits {
  readonly characters: number;
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
}

/** Brackets of all kinds inside each other. The parser calls itself for each, so this guards the stack. */
const maxNesting = 100;

/**
 * Refuses a text that is too long, has too many tokens or nests too deep, in one cheap pass and before it is parsed.
 * A text that is no GraphQL passes: the parser says that better.
 */
export function refuseOversized(text: string, limits: DocumentLimits): void {
  if (text.length > limits.characters) {
    throw createRefusal('DOCUMENT_TOO_LONG', `Die Abfrage ist zu lang. Erlaubt sind ${limits.characters} Zeichen.`, {
      limit: limits.characters,
    });
  }
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let nesting = 0;
  try {
    while (lexer.advance().kind !== TokenKind.EOF) {
      tokens += 1;
      if (tokens > limits.tokens) throw tooManyTokens(limits.tokens);
      nesting += step[lexer.token.kind] ?? 0;
      if (nesting > maxNesting) throw tooDeep(maxNesting);
    }
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions.limit !== undefined) throw error;
  }
}

const step: Readonly<Record<string, number>> = {
  [TokenKind.BRACE_L]: 1,
  [TokenKind.BRACE_R]: -1,
  [TokenKind.BRACKET_L]: 1,
  [TokenKind.BRACKET_R]: -1,
  [TokenKind.PAREN_L]: 1,
  [TokenKind.PAREN_R]: -1,
};

function tooManyTokens(limit: number): GraphQLError {
  return createRefusal('TOO_MANY_TOKENS', `Die Abfrage ist zu groß. Erlaubt sind ${limit} Wörter und Zeichen.`, {
    limit,
  });
}

export function tooDeep(limit: number): GraphQLError {
  return createRefusal('OPERATION_TOO_DEEP', `Die Abfrage ist zu tief verschachtelt. Erlaubt sind ${limit} Ebenen.`, {
    limit,
  });
}
