import {
  assertPlainText,
  authorSchema,
  commentSchema,
  csvText,
  DomainError,
  printable,
  printableJson,
  printableLine,
  tagSchema,
  textProblem,
  viewAddressSchema,
  viewNameSchema,
} from '@engram/core';
import { describe, expect, it } from 'vitest';
import { hiddenTexts } from '../../helpers/hidden-texts.ts';

describe('text that cannot be stored', () => {
  it.each(Object.entries(hiddenTexts))('%s', (_what, text) => {
    expect(textProblem(text)).not.toBeNull();
    for (const schema of [tagSchema, viewAddressSchema])
      expect(schema.safeParse(schema === tagSchema ? text : `/${text}`).success).toBe(false);
    let message = '';
    try {
      assertPlainText(text, 'the name of a run');
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      message = (error as DomainError).message;
    }
    expect(message).toMatch(/^The name of a run holds .*Give another/);
    expect(textProblem(message)).toBeNull();
  });

  it.each(Object.entries(hiddenTexts))(
    'is refused or made one line in names, and refused in comments: %s',
    (_what, text) => {
      for (const schema of [viewNameSchema, authorSchema]) {
        const { success, data } = schema.safeParse(text);
        if (success) expect(textProblem(data!)).toBeNull();
      }
      const comment = commentSchema.safeParse(text);
      if (comment.success) expect(textProblem(comment.data, { lines: true })).toBeNull();
    },
  );

  it('names what it holds, and where that helps its code', () => {
    expect(textProblem('a\u202eb')).toBe('holds a mark of writing direction (U+202E)');
    expect(textProblem('a\u001b[31m')).toBe('holds a control character (U+001B)');
    expect(textProblem('a\0')).toBe('holds the character NUL (U+0000)');
    expect(textProblem('a\ud800b')).toBe('holds half of a character (U+D800)');
    expect(textProblem('a\u200bb')).toBe('holds an invisible character (U+200B)');
    expect(() => assertPlainText(' ', 'the name of a run')).toThrow('The name of a run is empty');
  });
});

describe('text of every language', () => {
  it.each([
    ...[
      'mnist-vicreg',
      'Zürich, naïve façade',
      'Ελληνικά',
      'русский',
      '日本語 データ',
      '한국어',
      'עִבְרִית',
      'العربية',
    ],
    ...['می‌خواهم', 'क्‍ष', 'Tiếng Việt', '👩‍👩‍👧‍👦', '👍🏽', '❤️', '1️⃣', '√(r_a r_b) ≤ 1 − ε', 'a–b “c” …'],
  ])('is stored as it is: %s', (text) => {
    expect(textProblem(text)).toBeNull();
    expect(printable(text)).toBe(text);
    expect(viewNameSchema.parse(text)).toBe(text);
  });
});

describe('text that is stored already', () => {
  it.each(Object.entries(hiddenTexts))('is shown by its codes: %s', (_what, text) => {
    expect(textProblem(printable(text), { lines: true })).toBeNull();
    expect(textProblem(printableLine(text))).toBeNull();
    const json = printableJson({ text });
    expect(textProblem(json)).toBeNull();
    expect(JSON.parse(json)).toEqual({ text });
  });

  it('keeps lines and tabs where several lines are written', () => {
    expect(printable('a\n\tb\u001b[2J\u202e')).toBe('a\n\tb\\u{1B}[2J\\u{202E}');
    expect(printableLine('a\r\nb')).toBe('a b');
    expect(JSON.parse(printableJson({ a: ['x\u0085'] }, null, 2))).toEqual({ a: ['x\u0085'] });
  });
});

describe('a cell of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\n=1', '＝1', '=cmd|" /C calc"!A0'])(
    'is no formula: %j',
    (text) => expect(csvText(text)).toMatch(/^"?'/),
  );
  it.each([
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['a\nb', '"a\nb"'],
    ['a=b', 'a=b'],
  ])('of %j is %j', (text, cell) => expect(csvText(text)).toBe(cell));
});
