/** Texts that control a terminal, hide something, or change how the text around them is read. */
export const hiddenTexts: Readonly<Record<string, string>> = {
  'an escape sequence that colours': 'run\u001b[31mred',
  'an escape sequence that sets a title': 'run\u001b]0;owned\u0007',
  'an escape sequence of one byte': 'run\u009b31mred',
  'a link of a terminal': '\u001b]8;;https://evil.example\u001b\\run',
  NUL: 'run\0',
  backspaces: 'evil\b\b\b\bgood',
  'a carriage return': 'evil\rgood',
  'a line break': 'run\nstatus: SUCCEEDED',
  'a tab': 'run\tSUCCEEDED',
  delete: 'run\u007f',
  'a next line': 'run\u0085',
  'a line separator': 'run\u2028x',
  'a paragraph separator': 'run\u2029x',
  ...Object.fromEntries(
    [0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069].map(
      (code) => [`the mark of direction ${code.toString(16)}`, `run${String.fromCodePoint(code)}nur`],
    ),
  ),
  ...Object.fromEntries(
    [
      0x00ad, 0x034f, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x2060, 0x2064, 0x2800, 0x3164, 0xfe0f, 0xfeff,
      0xfff9, 0xffff, 0xe0041,
    ].map((code) => [`the invisible ${code.toString(16)}`, `r${String.fromCodePoint(code)}un`]),
  ),
  'the first half of a character': 'run\ud83d',
  'the second half of a character': '\ude00run',
  'marks that cover the lines around': `Z${'\u0301'.repeat(50)}`,
  'marks of several kinds': `Z${'\u0301\u0323\u20dd'.repeat(20)}`,
};
