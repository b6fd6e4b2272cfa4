import { expect, it } from 'vitest';
import { cardText } from '../../../web/src/embed/card-text.ts';

it.each([
  ['Digits  by\nmean', 'Digits by mean'],
  ['Größe – “so” \u22120.5', 'Größe – “so” -0.5'],
  // Next would ask an address on the web for the letters of these.
  ['漢字 🙂 \u202e x', '?? ? ? x'],
  ['Kim Chŏng-ho', 'Kim Ch?ng-ho'],
  ['x'.repeat(60), `${'x'.repeat(39)}…`],
])('%j stands on a card as %j', (text, shown) => {
  expect(cardText(text, 40)).toBe(shown);
});
