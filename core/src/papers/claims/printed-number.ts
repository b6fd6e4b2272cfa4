/** A number as it stands in a text. */
export interface PrintedNumber {
  value: number;
  /** Half a unit of the last digit: what rounding may have moved it by. */
  tolerance: number;
}

/**
 * Reads a number as papers print it: `−0.0123`, `$1{,}234$`, `\num{1.2e-3}`, `1.2 \times 10^{-3}`, `12.5 %`.
 * Null when the text is anything else, or more than one number.
 */
export function readPrinted(text: string): PrintedNumber | null {
  const plain = text
    .replaceAll(
      /\\(?:num|textbf|textit|emph|mathbf|ensuremath|SI|qty)\s*\{([^{}]*)\}(?:\{\\percent\})?/g,
      '$1',
    )
    .replaceAll(/\\[,;!: ]|[$~*_`\s\u2009\u202f\u00a0]/g, '')
    .replaceAll('{,}', ',')
    .replaceAll(/[\u2212\u2013]/g, '-')
    .replace(/(?:\\times|×|\\cdot|·)10\^?\{?(-?\d+)\}?/, 'e$1')
    .replaceAll(/[{}]/g, '');
  const found = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d+))?(?:e([+-]?\d{1,3}))?(\\?%)?$/i.exec(plain);
  if (!found || (found[2] === undefined && found[3] === undefined)) return null;
  const [, sign = '', whole = '0', decimals = '', exponent = '0', percent] = found;
  const scale = Number(exponent) - (percent === undefined ? 0 : 2);
  return {
    value: Number(`${sign}${whole.replaceAll(',', '')}.${decimals || '0'}e${scale}`),
    tolerance: Number(`0.5e${scale - decimals.length}`),
  };
}

/** Whether the printed number is the actual one, rounded to the printed digits; ties may be rounded either way. */
export const isRoundingOf = ({ value, tolerance }: PrintedNumber, actual: number): boolean =>
  Math.abs(value - actual) <= tolerance * (1 + 1e-9) + Math.abs(actual) * 1e-15;
