/** Brightness of red, green and blue to the eye (ITU-R BT.601), as torchvision's. */
const weights = { red: 0.299, green: 0.587, blue: 0.114 } as const;

export const greyOf = (red: number, green: number, blue: number): number =>
  weights.red * red + weights.green * green + weights.blue * blue;

export const clamp01 = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * Turns the hue of a pixel, and keeps its value (largest channel) and saturation of the HSV cone.
 *
 * @param values red, green, blue in 0–1 from `at` on, changed in place
 * @param turn fraction of the circle, −.5 to .5: a third makes green of red
 */
export function turnHue(values: Float32Array, at: number, turn: number): void {
  const red = values[at]!;
  const green = values[at + 1]!;
  const blue = values[at + 2]!;
  const value = Math.max(red, green, blue);
  const range = value - Math.min(red, green, blue);
  if (range === 0) return;
  const sixths =
    value === red
      ? (green - blue) / range
      : value === green
        ? 2 + (blue - red) / range
        : 4 + (red - green) / range;
  const hue = sixths + 6 * turn + 12;
  // The distance of the hue from where a channel is largest tells how much of it there is.
  for (let channel = 0; channel < 3; channel++) {
    const distance = (hue + 5 - 2 * channel) % 6;
    values[at + channel] = value - range * clamp01(Math.min(distance, 4 - distance));
  }
}
