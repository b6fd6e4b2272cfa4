import {
  annotationLimits,
  authorSchema,
  canonicalTag,
  commentSchema,
  tagSchema,
  viewAddressSchema,
  viewNameSchema,
} from '@engram/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const takes = (schema: { safeParse: (value: unknown) => { success: boolean } }, value: unknown): boolean =>
  schema.safeParse(value).success;

describe('a tag', () => {
  it('is trimmed, lower-cased and composed, so that the same word is the same tag', () => {
    expect(tagSchema.parse('  Odd   ONE ')).toBe('odd one');
    expect(tagSchema.parse('A\u030angstr\u00f6m')).toBe('ångström');
    expect(tagSchema.parse('看 7-a_b.c')).toBe('看 7-a_b.c');
  });

  it('stays what it is when it is made canonical again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = tagSchema.safeParse(text);
        if (once.success) expect(tagSchema.parse(once.data)).toBe(once.data);
        expect(canonicalTag(canonicalTag(text))).toBe(canonicalTag(text));
      }),
    );
  });

  it.each(['', '   ', 'x'.repeat(41), 'a,b', "' OR 1=1 --", '<b>', 'a\nb', 'a\u0000b', '💥', '\ud800'])(
    'is not %j',
    (text) => expect(takes(tagSchema, text)).toBe(false),
  );

  it('has up to 40 characters, counted as people count them', () => {
    expect(takes(tagSchema, '𝒳'.repeat(annotationLimits.tag))).toBe(true);
    expect(takes(tagSchema, '𝒳'.repeat(annotationLimits.tag + 1))).toBe(false);
  });
});

describe('a comment', () => {
  it('keeps its lines and signs, and nothing around them', () => {
    expect(commentSchema.parse(' <b>one</b>\r\ntwo\t💥 \n')).toBe('<b>one</b>\ntwo\t💥');
  });

  it.each(['', ' \n ', 'x'.repeat(2001), 'a\u0000b', 'a\u001b[31m'])('is not %j', (text) =>
    expect(takes(commentSchema, text)).toBe(false),
  );

  it('has nobody as its author where the name is empty', () => {
    expect(authorSchema.parse(' \t ')).toBeNull();
    expect(authorSchema.parse(' Ada\nL. ')).toBe('Ada L.');
    expect(takes(authorSchema, 'x'.repeat(81))).toBe(false);
  });
});

describe('a saved view', () => {
  it('has a name of one line', () => {
    expect(viewNameSchema.parse(' odd \n threes ')).toBe('odd threes');
    for (const name of ['', ' ', 'x'.repeat(81)]) expect(takes(viewNameSchema, name)).toBe(false);
  });

  it.each(['/', '/runs/1/explore?tags=odd,b%20c&order=index-asc', '/compare?dataset=mnist#matrix', '/ü'])(
    'leads to %s',
    (address) => expect(viewAddressSchema.parse(address)).toBe(address),
  );

  it.each([
    '',
    'runs',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/\n/evil.example',
    ' /runs',
    '/a b',
    '/\u0000',
    `/${'x'.repeat(2000)}`,
  ])('does not lead to %j', (address) => expect(takes(viewAddressSchema, address)).toBe(false));

  it('never leaves the dashboard, whatever a browser makes of its address', () => {
    const part = fc.constantFrom(
      '/',
      '\\',
      '\t',
      '.',
      '@',
      ':',
      '?',
      '#',
      'evil.example',
      'javascript:',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const address = `/${parts.join('')}`;
        if (takes(viewAddressSchema, address))
          expect(new URL(address, 'http://dashboard').origin).toBe('http://dashboard');
      }),
      { numRuns: 2_000 },
    );
  });
});
