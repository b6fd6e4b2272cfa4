import { claimAddress, findClaims, judgeClaim, parseClaim, readPrinted, type Claim } from '@engram/core';
import { describe, expect, it } from 'vitest';

const hash = 'ab'.repeat(32);
const run = '0f0e0d0c-0b0a-4908-8706-050403020100';
const claim: Claim = { hash, run, index: 7, field: 'score' };
const link = claimAddress('https://e.org/engram', claim);

describe('the link of a number', () => {
  it.each<Claim>([claim, { ...claim, index: null, field: 'mean' }])('is read back: %j', (one) => {
    expect(parseClaim(claimAddress('', one))).toEqual(one);
  });

  it.each([
    [`/s/${hash}?run=${run}&index=7&claim=mean`, /a datapoint does not have/],
    [`/s/${hash}?run=${run}&claim=toString`, /a run does not have/],
    [`/s/${hash}?run=x&claim=mean`, /no run/],
    [`/s/${hash}?run=${run}&index=-1&claim=score`, /no whole number/],
  ])('says what is wrong with %s', (address, problem) => {
    expect(parseClaim(address)).toMatch(problem);
  });

  it.each([`/s/${hash}`, `/s/${hash}?run=${run}&class=3`, 'https://e.org/s/abc?claim=score'])(
    'is none: %s',
    (address) => {
      expect(parseClaim(address)).toBeNull();
    },
  );
});

describe('a printed number', () => {
  it.each([
    ['0.0123', 0.0123, 0.00005],
    ['$-0.0123$', -0.0123, 0.00005],
    ['−1.50', -1.5, 0.005],
    [String.raw`\num{1.2e-3}`, 0.0012, 0.00005],
    [String.raw`$1.2 \times 10^{-3}$`, 0.0012, 0.00005],
    ['1,234', 1234, 0.5],
    ['$1{,}234$', 1234, 0.5],
    [String.raw`87.5\,\%`, 0.875, 0.0005],
    ['**.5**', 0.5, 0.05],
  ])('%s', (text, value, tolerance) => {
    const read = readPrinted(text)!;
    expect(read.value).toBeCloseTo(value, 12);
    expect(read.tolerance).toBeCloseTo(tolerance, 12);
  });

  it.each(['', '-', 'about 3', '0.1 to 0.2', '1.2.3', '12,34', 'NaN', '1e', '%'])('is not %j', (text) => {
    expect(readPrinted(text)).toBeNull();
  });
});

describe('the claims of a text', () => {
  it.each([
    ['LaTeX', String.raw`a \href{${link}}{\textbf{\num{0.0123}}} b`, String.raw`\textbf{\num{0.0123}}`],
    ['escaped LaTeX', String.raw`\href{${link.replaceAll('&', String.raw`\&`)}}{0.0123}`, '0.0123'],
    ['BibTeX', String.raw`note = {\href{${link}}{0.0123}},`, '0.0123'],
    ['Markdown', `score [0.0123](${link}).`, '0.0123'],
    ['HTML', `<a class="x" href="${link.replaceAll('&', '&amp;')}">0.0123</a>`, '0.0123'],
    ['a bare link', `see ${link} .`, null],
  ])('are found in %s, once', (_, text, printed) => {
    expect(findClaims(`first line\n${text}\n`)).toEqual([{ line: 2, printed, claim }]);
  });

  it('stand in their order, and other links are none', () => {
    const text = `[1](https://e.org) ${link}\n[2](${link}) \\href{${link}}{3} [4](https://e.org/s/${hash})`;
    expect(findClaims(text).map(({ line, printed }) => [line, printed])).toEqual([
      [1, null],
      [2, '2'],
      [2, '3'],
    ]);
  });
});

describe('a claim', () => {
  const judged = (printed: string | null, actual: number | string) =>
    judgeClaim({ line: 1, printed, claim }, actual);

  it.each([
    ['0.0123', 0.01234, 'holds'],
    ['0.0123', 0.01226, 'holds'],
    ['0.0123', 0.01236, 'differs'],
    ['-0.0123', 0.0123, 'differs'],
    ['0.5', 0.45, 'holds'],
    ['3', 2.6, 'holds'],
    ['three', 3, 'cannot be checked'],
    [null, 3, 'cannot be checked'],
    ['3', 'there is no such snapshot', 'cannot be checked'],
  ])('%s of %s %s', (printed, actual, verdict) => {
    expect(judged(printed, actual).verdict).toBe(verdict);
  });
});
