import sharp from 'sharp';
import { describe } from './parquet-field.ts';
import { tableError } from './table-error.ts';

/** The file of an image in a field: bytes, or a structure with bytes, as the `datasets` library writes it; null for anything else. */
export function encodedImage(field: unknown): Uint8Array | null {
  if (field instanceof Uint8Array) return field;
  const bytes = typeof field === 'object' && field !== null ? (field as { bytes?: unknown }).bytes : null;
  return bytes instanceof Uint8Array ? bytes : null;
}

/** Decodes images that all have one size, [H, W, C]: one channel where all of them are grey, else three on white. Look at all, then decode. */
export class EncodedImages {
  lengths: number[] | null = null;
  private isGrey = true;

  constructor(
    private readonly file: string,
    private readonly column: string,
  ) {}

  /** Reads the header of an image. @throws DomainError INVALID_FILE with row (from 1) and column for what is no image */
  async look(field: unknown, row: number): Promise<void> {
    const place = this.place(row);
    const bytes = encodedImage(field);
    if (!bytes) throw tableError(this.file, place, `it holds ${describe(field)}, and row 1 an image.`);
    const { space } = await sharp(bytes)
      .metadata()
      .catch((error: Error) => {
        throw tableError(this.file, place, `it holds bytes that are no image (${error.message}).`);
      });
    this.isGrey &&= space === 'b-w' || space === 'grey16';
  }

  /** @throws DomainError INVALID_FILE with row (from 1) and column for an image that is damaged or of another size */
  async decode(field: unknown, row: number): Promise<Uint8Array> {
    const place = this.place(row);
    const { data, info } = await sharp(encodedImage(field)!, { failOn: 'error' })
      .rotate()
      .flatten({ background: 'white' })
      .toColourspace(this.isGrey ? 'b-w' : 'srgb')
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

  private readonly place = (row: number): string => `row ${row + 1}, column '${this.column}'`;
}
