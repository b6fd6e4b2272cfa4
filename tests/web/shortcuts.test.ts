import { describe, expect, it } from 'vitest';
import { reviewKeys } from '../../web/src/features/explore/review/review-keys.ts';
import { arrowKeyOffset } from '../../web/src/features/explore/results/arrow-key-offset.ts';
import { isFieldOf, shortcutOf, type KeyPlace, type KeyPress } from '../../web/src/shortcuts.ts';

const plain: KeyPress = {
  key: 'x',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  defaultPrevented: false,
};
const onPage: KeyPlace = { isField: false, isInDialog: false };

describe('a key', () => {
  it('is a shortcut on the page, whatever its case', () => {
    expect(shortcutOf(plain, onPage)).toBe('x');
    expect(shortcutOf({ ...plain, key: 'X' }, onPage)).toBe('x');
    expect(shortcutOf({ ...plain, key: '?' }, onPage)).toBe('?');
    expect(shortcutOf({ ...plain, key: 'Escape' }, onPage)).toBe('Escape');
  });

  it.each(['ctrlKey', 'metaKey', 'altKey', 'isComposing', 'defaultPrevented'] as const)(
    'belongs to others with %s',
    (flag) => expect(shortcutOf({ ...plain, [flag]: true }, onPage)).toBeNull(),
  );

  it.each(['isField', 'isInDialog'] as const)('belongs to others where %s', (flag) =>
    expect(shortcutOf(plain, { ...onPage, [flag]: true })).toBeNull(),
  );

  it('acts once a press, save those that move', () => {
    expect(shortcutOf({ ...plain, repeat: true }, onPage)).toBeNull();
    expect(shortcutOf({ ...plain, key: 'j', repeat: true }, onPage)).toBe('j');
  });
});

describe('a field', () => {
  it.each([
    [{ localName: 'input', type: 'text' }, true],
    [{ localName: 'input', type: 'search' }, true],
    [{ localName: 'input', type: 'checkbox' }, false],
    [{ localName: 'textarea' }, true],
    [{ localName: 'select' }, true],
    [{ localName: 'div', isContentEditable: true }, true],
    [{ localName: 'button', type: 'submit' }, false],
    [{ localName: 'a' }, false],
  ])('is where letters are taken: %j', (element, isField) => expect(isFieldOf(element)).toBe(isField));
});

describe('the keys of the explorer', () => {
  it('are listed once each', () => {
    const all = reviewKeys.flatMap(({ keys }) => keys);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(['j', 'k', 'x', 't', 'Enter', '/', '?']));
  });

  it('move by a cell or by a row', () => {
    expect(
      ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'j'].map((key) => arrowKeyOffset(key, 7)),
    ).toEqual([1, -1, 7, -7, null]);
  });
});
