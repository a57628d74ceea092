import { type CST, Lexer, type LineCounter, Parser } from "yaml";

/** The syntax tokens of a YAML text, or the offset at which it nests deeper than `deepest` collections. */
export type Tokens = { readonly tokens: readonly CST.Token[] } | { readonly tooDeepAt: number };

/**
 * Reads tokens only as long as the nesting is sane. What follows in the yaml package recurses, and hostile nesting
 * would end the process rather than the stack: V8 dies on a regular expression that it has to compile there.
 */
export function readTokens(text: string, deepest: number, lines: LineCounter): Tokens {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    // The stack holds the document and the scalar being read besides the open collections.
    if (parser.stack.length > deepest + 2) return { tooDeepAt: parser.offset };
  }
  tokens.push(...parser.end());
  return { tokens };
}
