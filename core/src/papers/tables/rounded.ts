/** Decimals where a value has no uncertainty. */
const plainDecimals = 4;
/** Digits of an uncertainty that a reader can use. */
const usefulDigits = 2;

/**
 * Decimals at which an uncertainty has two significant digits; negative ones round before the decimal point.
 * @param uncertainty half width of an interval, or a standard error, in units of the value; null or 0 when there is none
 */
export function decimalsOf(uncertainty: number | null): number {
  if (uncertainty === null || !(uncertainty > 0)) return plainDecimals;
  // Through the digits, so that 0.0996 counts as 0.10 and has two decimals, not three.
  return usefulDigits - 1 - Number(uncertainty.toExponential(usefulDigits - 1).split('e')[1]);
}

/** A number with these decimals and a minus sign of ASCII; never `-0`. */
export function rounded(value: number, decimals: number): string {
  const unit = 10 ** Math.max(0, -decimals);
  const text = (Math.round(value / unit) * unit === 0 && decimals <= 0 ? 0 : atUnit(value, unit)).toFixed(
    Math.min(100, Math.max(0, decimals)),
  );
  return /^-[0.]*$/.test(text) ? text.slice(1) : text;
}

const atUnit = (value: number, unit: number): number =>
  unit === 1 ? value : Math.round(value / unit) * unit;
