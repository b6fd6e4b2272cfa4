/** Whether JSON.parse found no mistake but the end, too early. */
function isOnlyCut(text: string, error: unknown): boolean {
  const message = (error as Error).message;
  const place = /at position (\d+)/.exec(message)?.[1];
  return /end of JSON input|Unterminated/.test(message) || Number(place) === text.length;
}

/** Length of the longest beginning of `text` that may be the beginning of JSON. */
function soundLength(text: string): number {
  let [sound, wrong] = [0, text.length + 1];
  while (wrong - sound > 1) {
    const middle = (sound + wrong) >> 1;
    const beginning = text.slice(0, middle);
    let isSound = true;
    try {
      JSON.parse(beginning);
    } catch (error) {
      isSound = isOnlyCut(beginning, error);
    }
    if (isSound) sound = middle;
    else wrong = middle;
  }
  return sound;
}

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

/** A word such as `name` begins like `null`: it is all of it that is unexpected. */
function startOfWord(text: string, at: number): number {
  if (!/[\p{L}\p{N}_$]/u.test(text[at] ?? '')) return at;
  const before = /(?<![\p{L}\p{N}_$"])[\p{L}_$]+$/u.exec(text.slice(Math.max(0, at - 30), at));
  return before ? at - before[0].length : at;
}

/** Parses JSON; a mistake is named with its line and column. @throws SyntaxError */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (text.trim() === '') throw new SyntaxError('there is nothing in it', { cause: error });
    const at = startOfWord(text, soundLength(text));
    const lines = text.slice(0, at).split(/\r\n|\r|\n/);
    const where = `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
    const mistake =
      at >= text.length ? 'the text ends too early: a bracket or quote is not closed' : mistakeAt(text, at);
    throw new SyntaxError(`${where}: ${mistake}`, { cause: error });
  }
}
