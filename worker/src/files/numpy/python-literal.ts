/** What Python's `ast.literal_eval` reads, as far as headers of NumPy arrays need it. */
export type PythonValue = string | number | boolean | null | PythonValue[] | Map<PythonValue, PythonValue>;

const deepest = 32;

/**
 * Reads a literal: strings (with Python 2's prefixes), whole numbers (with Python 2's L), comments, True, False, None, tuples, lists
 * and dictionaries. Nothing is executed.
 * @throws SyntaxError with the place of what is not one of these
 */
export function parsePythonLiteral(text: string): PythonValue {
  let at = 0;
  const fail = (what: string): never => {
    throw new SyntaxError(`${what} at character ${at}`);
  };
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at += found[0].length;
    return found;
  };
  /** Blanks and comments. */
  const skipBlanks = (): void => void match(/(?:\s|#[^\n]*)*/y);
  /** Whether the next character is this one, which is then read. */
  const take = (character: string): boolean => {
    skipBlanks();
    if (text[at] !== character) return false;
    at++;
    return true;
  };

  function items<T>(close: string, read: () => T): { list: T[]; comma: boolean } {
    const list: T[] = [];
    let comma = false;
    while (!take(close)) {
      if (list.length > 0 && !comma) fail(`',' or '${close}' is missing`);
      list.push(read());
      comma = take(',');
    }
    return { list, comma };
  }

  function value(depth: number): PythonValue {
    if (depth > deepest) fail('it is nested too deeply');
    if (take('{')) {
      const pair = (): [PythonValue, PythonValue] => {
        const key = value(depth + 1);
        if (!take(':')) fail("':' is missing");
        return [key, value(depth + 1)];
      };
      return new Map(items('}', pair).list);
    }
    if (take('[')) return items(']', () => value(depth + 1)).list;
    if (take('(')) {
      const { list, comma } = items(')', () => value(depth + 1));
      return list.length === 1 && !comma ? list[0]! : list;
    }
    const word = match(/(True|False|None)\b/y)?.[1];
    if (word) return word === 'None' ? null : word === 'True';
    const number = match(/([+-]?)(0x[\da-f]+|0o[0-7]+|0b[01]+|\d+(?:_\d+)*)l?(?![\w.])/iy);
    if (number) return (number[1] === '-' ? -1 : 1) * Number(number[2]!.replaceAll('_', ''));
    const string = match(/[uUbB]?(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/y);
    if (string) return (string[1] ?? string[2]!).replace(/\\(.)/g, '$1');
    return fail('something else than a literal is');
  }

  const result = value(0);
  skipBlanks();
  if (at < text.length) fail('more follows');
  return result;
}
