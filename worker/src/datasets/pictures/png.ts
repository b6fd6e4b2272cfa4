import { promisify } from 'node:util';
import { crc32, deflate, deflateSync } from 'node:zlib';

const deflateInThread = promisify(deflate);
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const level = 6;
/** Below this many bytes a hand-over to another thread costs more than it saves. */
const leastForThread = 1 << 15;

/**
 * A PNG (RFC 2083) of grey or colour pixels, 8 bits a channel, without filters: what image libraries write of such small pictures, in an
 * eighth of the time.
 * @param pixels [H, W, C], C = 1 or 3
 */
export async function encodePng(
  pixels: Uint8Array,
  { height, width, channels }: { height: number; width: number; channels: number },
): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 1 ? 0 : 2], 8);
  const line = width * channels;
  // Before each line stands its filter, 0.
  const lines = Buffer.alloc(height * (line + 1));
  for (let y = 0; y < height; y++) lines.set(pixels.subarray(y * line, (y + 1) * line), y * (line + 1) + 1);
  const packed =
    lines.length < leastForThread ? deflateSync(lines, { level }) : await deflateInThread(lines, { level });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', packed), chunk('IEND', header.subarray(0, 0))]); // prettier-ignore
}

/** Length, type, data and checksum over type and data. */
function chunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
