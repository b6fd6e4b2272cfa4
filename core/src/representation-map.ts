import { DomainError } from './errors.ts';

/**
 * How the representations of a run were brought to a plane: UMAP keeps neighbours together, PCA shows the two directions in which
 * they differ most.
 */
export const projections = ['UMAP', 'PCA'] as const;
export type Projection = (typeof projections)[number];

/** Places of datapoints on a plane. */
export interface RepresentationMap {
  projection: Projection;
  /** [N′] indices in the dataset, ascending */
  index: Int32Array;
  /** [N′] without a unit, like y */
  x: Float32Array;
  y: Float32Array;
}

const magic = 'ENGRAMM1';
const headerBytes = 16;
const columns = 3;

/**
 * The bytes of a map, as the store keeps them and `/export/maps/<run>` serves them. Little endian:
 *
 *     "ENGRAMM1"  count N′, uint32  1 + place in `projections`, uint32    16 bytes
 *     index       int32[N′]
 *     x, y        float32[N′] each
 */
export function packMap({ projection, index, x, y }: RepresentationMap): Uint8Array {
  const bytes = new Uint8Array(headerBytes + 4 * columns * index.length);
  for (let at = 0; at < magic.length; at++) bytes[at] = magic.charCodeAt(at);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, index.length, true);
  view.setUint32(12, projections.indexOf(projection) + 1, true);
  const put = (column: number, values: Int32Array | Float32Array): void => {
    const from = headerBytes + 4 * column * index.length;
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), from);
  };
  put(0, index);
  put(1, x);
  put(2, y);
  return bytes;
}

/**
 * Views into the bytes; nothing is copied.
 * @throws DomainError INVALID_FILE when they are cut short or something else
 */
export function readMap(bytes: ArrayBuffer): RepresentationMap {
  const begins = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(8, bytes.byteLength)));
  const header = bytes.byteLength < headerBytes ? null : new DataView(bytes);
  const count = header?.getUint32(8, true) ?? 0;
  const projection = projections[(header?.getUint32(12, true) ?? 0) - 1];
  const wanted = headerBytes + 4 * columns * count;
  if (begins !== magic || bytes.byteLength !== wanted || !projection)
    throw new DomainError(
      'INVALID_FILE',
      `This is not the map of a run: ${bytes.byteLength} bytes that begin with '${begins}', where ${wanted} were expected. Load it again.`,
    );
  const at = (column: number): number => headerBytes + 4 * count * column;
  return {
    projection,
    index: new Int32Array(bytes, at(0), count),
    x: new Float32Array(bytes, at(1), count),
    y: new Float32Array(bytes, at(2), count),
  };
}
