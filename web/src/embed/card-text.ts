/** Pixels of a card, as pages that show links to others expect (ogp.me; 1.91 : 1). */
export const snapshotCardSize = { width: 1200, height: 630 };

/** Letters that the font of cards (Geist, in Next) lacks. Next would fetch fonts and emoji for them from addresses on the web. */
const others =
  /[^\u0020-\u007e\u00a0-\u017f–—‘’“”…]|[\u00ad\u0114\u0115\u012c\u012d\u0138\u013f\u0140\u0149\u014e\u014f\u017f]/gu;

/** One line of a card. Letters that its font lacks become `?`. @param longest characters, of which the last one is … where more were given */
export function cardText(text: string, longest: number): string {
  const known = text.normalize('NFC').replaceAll('\u2212', '-');
  const line = known.replaceAll(/\s+/gu, ' ').replaceAll(others, '?').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}
