/** Pictures as files: png, jpeg, webp. */
import type { Sharp } from 'sharp';

export const pictureFormats: readonly string[] = ['png', 'jpeg', 'webp'];

/** Colours and transparency are seen against this. */
const background = '#ffffff';

/**
 * Turns a picture as its EXIF orientation says, shows it on white where it is transparent, resizes it until its shorter side has `side`
 * pixels, and cuts the longer one to its middle. Values of 16 bits become those of 8.
 */
const square = (picture: Sharp, side: number): Sharp =>
  picture
    .rotate()
    .flatten({ background })
    .resize(side, side, { fit: 'cover', position: 'centre', kernel: 'lanczos3' });

/**
 * @param file its path, or its bytes
 * @returns [S, S, C] of unsigned bytes
 * @throws sharp's error when the file is damaged or truncated
 */
export async function readPicture(
  file: string | Uint8Array,
  { side, channels }: { side: number; channels: 1 | 3 },
): Promise<Uint8Array> {
  // A trainer knows all formats by name, and reads no picture.
  const { default: sharp } = await import('sharp');
  const picture = square(sharp(file, { failOn: 'warning' }), side);
  return picture
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer();
}
