/**
 * The layout of checkpoints before safetensors, read so that old stores stay whole: the 8 letters `ENGRAMW1`, the length of a JSON
 * header (32 bits, little endian), the header { encoder, shape, tensors: [{ name, shape }] }, spaces up to a multiple of 4, then all
 * values as float32, little endian. Tensors lie as the engine has them: dense [I, O], convolution [H, W, I, O].
 */
import { invalid, type StoredTensor } from './safetensors.ts';

const magic = 'ENGRAMW1';
const headerStart = magic.length + 4;

/** What normalisation calls its variables since. */
const names: Record<string, string> = {
  gamma: 'weight',
  beta: 'bias',
  mean: 'running_mean',
  variance: 'running_var',
};

interface Header {
  encoder: unknown;
  shape: unknown;
  tensors: { name: string; shape: number[] }[];
}

export const isFirstLayout = (bytes: Uint8Array): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, magic.length)) === magic;

/** @throws DomainError INVALID_FILE saying what is wrong with the bytes */
export function decodeFirstLayout(bytes: Uint8Array): Omit<Header, 'tensors'> & { tensors: StoredTensor[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = bytes.length < headerStart ? Infinity : view.getUint32(magic.length, true);
  if (headerStart + length > bytes.length) throw invalid('the header is cut off');
  const header = headerOf(bytes.subarray(headerStart, headerStart + length));
  let at = Math.ceil((headerStart + length) / 4) * 4;
  const sizes = header.tensors.map(({ shape }) => shape.reduce((product, side) => product * side, 1));
  const end = sizes.reduce((sum, size) => sum + 4 * size, at);
  if (bytes.length !== end) throw invalid(`${bytes.length} bytes where ${end} were written`);
  const tensors = header.tensors.map(({ name, shape }, tensor) => {
    const values = new Float32Array(sizes[tensor]!);
    for (let i = 0; i < values.length; i++, at += 4) values[i] = view.getFloat32(at, true);
    const [layer, kind = ''] = name.split('.');
    return { name: `${layer}.${names[kind] ?? kind}`, shape, values };
  });
  return { encoder: header.encoder, shape: header.shape, tensors };
}

function headerOf(bytes: Uint8Array): Header {
  try {
    const header = JSON.parse(new TextDecoder().decode(bytes)) as Header;
    if (Array.isArray(header.tensors)) return header;
  } catch (error) {
    throw invalid('the header is not JSON', error);
  }
  throw invalid('the header lists no tensors');
}
