import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor, queryFingerprint } from '../../../server/src/pagination/cursor.ts';

const fingerprint = queryFingerprint('scores', { filter: { run: 'a' }, orderBy: 'VALUE' });

describe('a cursor', () => {
  it('keeps numbers to the last bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.nat(), (value, index) => {
        const [back, place] = decodeCursor(encodeCursor(fingerprint, [value, index]), fingerprint, 'after');
        expect([back, place]).toEqual([value === 0 ? 0 : value, index]);
      }),
    );
  });

  it('is refused by another filter and by another order', () => {
    const cursor = encodeCursor(fingerprint, [0.5, 3]);
    for (const other of [
      queryFingerprint('scores', { filter: { run: 'b' }, orderBy: 'VALUE' }),
      queryFingerprint('scores', { filter: { run: 'a' }, orderBy: 'INDEX' }),
      queryFingerprint('runs', { filter: { run: 'a' }, orderBy: 'VALUE' }),
    ])
      expect(() => decodeCursor(cursor, other, 'after')).toThrow("'after' comes from another query");
  });

  it('is refused when it is damaged, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => decodeCursor(text, fingerprint, 'before')).toThrow(/'before'/);
      }),
    );
  });
});

describe('a fingerprint', () => {
  it('does not depend on the order of members or on members left out', () => {
    expect(queryFingerprint('scores', { orderBy: 'VALUE', filter: { run: 'a', classes: undefined } })).toBe(
      fingerprint,
    );
  });
});
