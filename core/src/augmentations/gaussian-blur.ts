/** Taps on each side of the middle; beyond 3 pixels a Gaussian with σ ≤ 1 has a weight below .005. */
const radius = 3;

/**
 * Gaussian blur of images of one size, separable, with edges mirrored about the outermost pixel as in torchvision.
 * Holds its scratch memory; no call allocates.
 */
export class GaussianBlur {
  private readonly weights = new Float64Array(radius + 1);
  private readonly line: Float64Array;
  private readonly rows: Float64Array;
  private readonly mirrored: Int32Array;

  constructor(
    private readonly height: number,
    private readonly width: number,
  ) {
    this.line = new Float64Array(width + 2 * radius);
    this.rows = new Float64Array(height * width);
    this.mirrored = Int32Array.from({ length: height + 2 * radius }, (_, j) => mirror(j - radius, height));
  }

  /** Blurs the plane [H, W] whose pixels lie `stride` apart from `at` on, in place. */
  apply(values: Float32Array, at: number, stride: number, sigma: number): void {
    this.setWeights(sigma);
    const { height, width, line, rows, mirrored } = this;
    const [w0, w1, w2, w3] = this.weights as unknown as [number, number, number, number];
    for (let j = 0; j < height; j++) {
      const from = at + j * width * stride;
      for (let i = 0; i < width; i++) line[i + radius] = values[from + i * stride]!;
      for (let i = 1; i <= radius; i++) {
        line[radius - i] = line[radius + mirror(-i, width)]!;
        line[radius + width - 1 + i] = line[radius + mirror(width - 1 + i, width)]!;
      }
      for (let i = 0; i < width; i++)
        rows[j * width + i] =
          w0 * line[i + 3]! +
          w1 * (line[i + 2]! + line[i + 4]!) +
          w2 * (line[i + 1]! + line[i + 5]!) +
          w3 * (line[i]! + line[i + 6]!);
    }
    for (let j = 0; j < height; j++) {
      const middle = j * width;
      const up1 = mirrored[j + 2]! * width;
      const down1 = mirrored[j + 4]! * width;
      const up2 = mirrored[j + 1]! * width;
      const down2 = mirrored[j + 5]! * width;
      const up3 = mirrored[j]! * width;
      const down3 = mirrored[j + 6]! * width;
      let target = at + middle * stride;
      for (let i = 0; i < width; i++) {
        values[target] =
          w0 * rows[middle + i]! +
          w1 * (rows[up1 + i]! + rows[down1 + i]!) +
          w2 * (rows[up2 + i]! + rows[down2 + i]!) +
          w3 * (rows[up3 + i]! + rows[down3 + i]!);
        target += stride;
      }
    }
  }

  private setWeights(sigma: number): void {
    let sum = 0;
    for (let k = 0; k <= radius; k++) {
      const weight = Math.exp((-0.5 * k * k) / (sigma * sigma));
      this.weights[k] = weight;
      sum += k === 0 ? weight : 2 * weight;
    }
    for (let k = 0; k <= radius; k++) this.weights[k] = this.weights[k]! / sum;
  }
}

/** The pixel that stands in for pixel i of a line: −1 → 1, size → size − 2, again and again in very short lines. */
function mirror(i: number, size: number): number {
  if (size === 1) return 0;
  const period = 2 * (size - 1);
  const at = ((i % period) + period) % period;
  return at < size ? at : period - at;
}
