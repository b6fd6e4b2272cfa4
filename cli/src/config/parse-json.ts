import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** What stands at a place where JSON has no such thing, and how JSON writes what was meant. */
function mistakeAt(text: string, at: number): string {
  const found = String.fromCodePoint(text.codePointAt(at)!);
  const before = text.slice(0, at).trimEnd();
  if ((found === '}' || found === ']') && before.endsWith(','))
    return `a comma stands before '${found}'; JSON has none behind the last member`;
  if (found === '/' || found === '#') return 'comments are not part of JSON';
  if (found === "'") return 'text stands in double quotes in JSON';
  if (/[\p{L}_$]/u.test(found)) {
    const word = /^[\p{L}\p{N}_$]+/u.exec(text.slice(at))![0].slice(0, 30);
    return `'${word}' is unexpected; names and text stand in double quotes in JSON`;
  }
  return /\p{C}/u.test(found)
    ? `the control character U+${found.codePointAt(0)!.toString(16).padStart(4, '0').toUpperCase()} is unexpected`
    : `'${found}' is unexpected`;
}

/** Where the first mistake is: behind the text that breaks off, or where what is wrong begins. */
function placeOf(text: string, { offset, length }: ParseError): number {
  const end = offset + length;
  if (text[offset] !== '"') return offset;
  // A quote that nothing closes before the line, or the text, ends; or a wrong escape, whose text is sound as a whole.
  return end >= text.length || /[\r\n]/.test(text[end] ?? '') ? end : offset;
}

/** Parses JSON; a mistake is named with its line and column. @throws SyntaxError */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (text.trim() === '') throw new SyntaxError('there is nothing in it', { cause: error });
    const mistakes: ParseError[] = [];
    parse(text, mistakes, { disallowComments: true, allowTrailingComma: false });
    const [first] = mistakes;
    // What the two parsers do not agree on is said as V8 says it.
    if (!first) throw error;
    const at = placeOf(text, first);
    const lines = text.slice(0, at).split(/\r\n|\r|\n/);
    const where = `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
    throw new SyntaxError(`${where}: ${describe(text, at, printParseErrorCode(first.error))}`, {
      cause: error,
    });
  }
}

function describe(text: string, at: number, code: string): string {
  if (code === 'InvalidEscapeCharacter' || code === 'InvalidUnicode')
    return 'a backslash in the text that begins here escapes nothing; JSON writes a backslash as \\\\';
  if (code === 'InvalidCharacter') return 'the text that begins here holds a control character';
  if (at >= text.length) return 'the text ends too early: a bracket or quote is not closed';
  if (/[\r\n]/.test(text[at]!)) return 'the line ends within a text; JSON writes a line break as \\n';
  return mistakeAt(text, at);
}
