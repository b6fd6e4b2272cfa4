import type * as tf from '@tensorflow/tfjs';

/** Images cut into patches, row by row: [B, H, W, C] → [B, P, side² C], the values of a patch by row, column and channel. */
export function patchesOf(images: tf.Tensor4D, side: number): tf.Tensor3D {
  const [batch, height, width, channels] = images.shape;
  const [rows, columns] = [height / side, width / side];
  return images
    .reshape([batch, rows, side, columns, side * channels])
    .transpose([0, 1, 3, 2, 4])
    .reshape([batch, rows * columns, side * side * channels]);
}

/**
 * Fixed positions of patches on a grid, row by row, [rows · columns, dims]: sines and cosines of the column in the first half, of the row in the
 * second, with frequencies 10000^(−i / (dims / 4)). As the authors' code of He et al. 2022 (arXiv 2111.06377) has them.
 */
export function gridPositions(rows: number, columns: number, dims: number): Float32Array {
  const quarter = dims / 4;
  const values = new Float32Array(rows * columns * dims);
  for (let token = 0; token < rows * columns; token++)
    for (let i = 0; i < quarter; i++) {
      const frequency = 10_000 ** (-i / quarter);
      const [column, row] = [(token % columns) * frequency, Math.floor(token / columns) * frequency];
      const at = token * dims + i;
      values[at] = Math.sin(column);
      values[at + quarter] = Math.cos(column);
      values[at + 2 * quarter] = Math.sin(row);
      values[at + 3 * quarter] = Math.cos(row);
    }
  return values;
}
