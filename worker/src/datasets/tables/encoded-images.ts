import sharp, { type Metadata } from 'sharp';
import { describe } from './parquet-field.ts';
import { tableError } from './table-error.ts';

/** The file of an image in a field: bytes, or a structure with bytes, as the `datasets` library writes it; null for anything else. */
export function encodedImage(field: unknown): Uint8Array | null {
  if (field instanceof Uint8Array) return field;
  const bytes = typeof field === 'object' && field !== null ? (field as { bytes?: unknown }).bytes : null;
  return bytes instanceof Uint8Array ? bytes : null;
}

/** Decodes images that all have one size, [H, W, C]: one channel where the first one is grey, else three on white. */
export class EncodedImages {
  lengths: number[] | null = null;

  constructor(
    private readonly file: string,
    private readonly column: string,
  ) {}

  /** @throws DomainError INVALID_FILE with row (from 1) and column for no image, and for one of another size */
  async decode(field: unknown, row: number): Promise<Uint8Array> {
    const place = `row ${row + 1}, column '${this.column}'`;
    const bytes = encodedImage(field);
    if (!bytes) throw tableError(this.file, place, `it holds ${describe(field)}, and row 1 an image.`);
    let image = sharp(bytes, { failOn: 'error' }).rotate().flatten({ background: 'white' });
    const isGrey = this.lengths ? this.lengths[2] === 1 : (await this.metadata(bytes, place)).channels! <= 2;
    image = image.toColourspace(isGrey ? 'b-w' : 'srgb');
    const { data, info } = await image
      .raw()
      .toBuffer({ resolveWithObject: true })
      .catch((error: Error) => {
        throw tableError(this.file, place, `the image cannot be decoded (${error.message}).`);
      });
    const lengths = [info.height, info.width, info.channels];
    this.lengths ??= lengths;
    if (lengths.join() !== this.lengths.join())
      throw tableError(
        this.file,
        place,
        `the image is ${lengths.join(' × ')}, and that of row 1 ${this.lengths.join(' × ')}. Bring all to one size, or import them as folder:DIR.`,
      );
    return data;
  }

  private metadata(bytes: Uint8Array, place: string): Promise<Metadata> {
    return sharp(bytes)
      .metadata()
      .catch((error: Error) => {
        throw tableError(this.file, place, `it holds bytes that are no image (${error.message}).`);
      });
  }
}
