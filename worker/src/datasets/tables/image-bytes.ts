import { tableError } from './table-error.ts';

/**
 * Numbers of images as bytes: whole numbers 0–255 as they are, numbers 0–1 times 255.
 * @throws DomainError INVALID_FILE for any other numbers
 */
export function imageBytes(file: string, values: Float32Array | Uint8Array): Uint8Array {
  if (values instanceof Uint8Array) return values;
  let [low, high, isWhole] = [Infinity, -Infinity, true];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    isWhole &&= Number.isInteger(value);
  }
  const isByte = isWhole && low >= 0 && high <= 255 && high > 1;
  if (!isByte && (low < 0 || high > 1))
    throw tableError(
      file,
      'values',
      `they run from ${low} to ${high}; values of images are whole numbers from 0 to 255, or numbers from 0 to 1.`,
    );
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = isByte ? values[i]! : Math.round(values[i]! * 255);
  return bytes;
}
