/**
 * One view by the plain definition, in float64: crop, then rotation, read off the image by bilinear interpolation with zeros outside, then a
 * two-dimensional Gaussian of 7 × 7 taps with mirrored edges. Slow on purpose.
 */
export interface OracleView {
  side: number;
  left: number;
  top: number;
  radians: number;
  sigma: number;
}

export function oracleView(
  image: readonly number[],
  height: number,
  width: number,
  view: OracleView,
): number[] {
  const pixel = (row: number, column: number): number =>
    row >= 0 && row < height && column >= 0 && column < width ? image[row * width + column]! : 0;
  const read = (y: number, x: number): number => {
    let sum = 0;
    for (const row of [Math.floor(y), Math.floor(y) + 1])
      for (const column of [Math.floor(x), Math.floor(x) + 1])
        sum += pixel(row, column) * (1 - Math.abs(y - row)) * (1 - Math.abs(x - column));
    return sum;
  };
  const warped: number[] = [];
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      const u = i + 0.5 - width / 2;
      const v = j + 0.5 - height / 2;
      // A counter-clockwise turn in an image whose y axis points down; its inverse leads back to the crop.
      const cropX = width / 2 + Math.cos(view.radians) * u - Math.sin(view.radians) * v;
      const cropY = height / 2 + Math.sin(view.radians) * u + Math.cos(view.radians) * v;
      const x = view.left * (1 - view.side) * width + view.side * cropX;
      const y = view.top * (1 - view.side) * height + view.side * cropY;
      warped.push(read(y - 0.5, x - 0.5));
    }
  return view.sigma === 0 ? warped : oracleBlur(warped, height, width, view.sigma);
}

function oracleBlur(image: readonly number[], height: number, width: number, sigma: number): number[] {
  const mirror = (i: number, size: number): number => (i < 0 ? -i : i >= size ? 2 * size - 2 - i : i);
  const weight = (dy: number, dx: number): number => Math.exp(-(dy * dy + dx * dx) / (2 * sigma * sigma));
  return image.map((_, at) => {
    let sum = 0;
    let total = 0;
    for (let dy = -3; dy <= 3; dy++)
      for (let dx = -3; dx <= 3; dx++) {
        const row = mirror(Math.floor(at / width) + dy, height);
        const column = mirror((at % width) + dx, width);
        sum += weight(dy, dx) * image[row * width + column]!;
        total += weight(dy, dx);
      }
    return sum / total;
  });
}
