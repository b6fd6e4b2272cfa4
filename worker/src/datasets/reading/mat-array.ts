import { ByteStream } from '../../files/numpy/byte-stream.ts';
import { fileError } from './file-error.ts';

/** How the values of an array are stored: bytes of each, and how they are read. */
const storages: Readonly<
  Record<number, { size: number; read(view: DataView, at: number, isLittle: boolean): number }>
> = {
  1: { size: 1, read: (view, at) => view.getInt8(at) },
  2: { size: 1, read: (view, at) => view.getUint8(at) },
  3: { size: 2, read: (view, at, isLittle) => view.getInt16(at, isLittle) },
  4: { size: 2, read: (view, at, isLittle) => view.getUint16(at, isLittle) },
  5: { size: 4, read: (view, at, isLittle) => view.getInt32(at, isLittle) },
  6: { size: 4, read: (view, at, isLittle) => view.getUint32(at, isLittle) },
  7: { size: 4, read: (view, at, isLittle) => view.getFloat32(at, isLittle) },
  9: { size: 8, read: (view, at, isLittle) => view.getFloat64(at, isLittle) },
  12: { size: 8, read: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)) },
  13: { size: 8, read: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)) },
};
/** Values of unsigned bytes. */
export const unsignedBytes = 2;
/** Classes of arrays of numbers: double to uint64. */
const numericClasses = { first: 6, last: 15 };
/** Longest name and largest number of dimensions that are read. */
const longestPart = 1024;

interface ArrayHeader {
  name: string;
  dimensions: number[];
  /** Type of the stored values, a key of `storages`. */
  storage: number;
  /** Of all values. */
  bytes: number;
  isLittle: boolean;
}

/** An array of a file: its header is read, its values are not. */
export interface MatArray extends ArrayHeader {
  /** The bytes of its values from the first on. */
  stream(): Promise<ByteStream>;
}

interface Place {
  file: string;
  /** Where the array begins in the file. */
  at: number;
  isLittle: boolean;
  isCompressed: boolean;
}

/** Takes elements of type, length and content out of an array; short ones stand in their tag. */
class Elements {
  constructor(
    readonly stream: ByteStream,
    private readonly place: Place,
  ) {}

  error(reason: string) {
    return fileError(this.place.file, `byte ${this.place.at}`, `the array that begins here ${reason}`);
  }

  private async take(count: number): Promise<DataView> {
    const bytes = new Uint8Array(count);
    if ((await this.stream.fill(bytes)) < count) throw this.error('ends too early; fetch the file again.');
    return new DataView(bytes.buffer);
  }

  /** The type and length of the next element; `inTag` has its content when that is short. */
  async tag(): Promise<{ type: number; bytes: number; inTag: Uint8Array | null }> {
    const first = (await this.take(4)).getUint32(0, this.place.isLittle);
    const second = await this.take(4);
    if (first >>> 16 === 0)
      return { type: first, bytes: second.getUint32(0, this.place.isLittle), inTag: null };
    return {
      type: first & 0xffff,
      bytes: first >>> 16,
      inTag: new Uint8Array(second.buffer, 0, Math.min(4, first >>> 16)),
    };
  }

  async element(): Promise<{ type: number; content: DataView }> {
    const { type, bytes, inTag } = await this.tag();
    if (inTag) return { type, content: new DataView(inTag.buffer, inTag.byteOffset, inTag.byteLength) };
    if (bytes > longestPart) throw this.error(`has a name or dimensions of ${bytes} bytes; it is damaged.`);
    const padded = await this.take(Math.ceil(bytes / 8) * 8);
    return { type, content: new DataView(padded.buffer, 0, bytes) };
  }
}

/** Reads the header; null for an array that is not of numbers. */
async function headerOf(
  elements: Elements,
  place: Place,
): Promise<(ArrayHeader & { inTag: Uint8Array | null }) | null> {
  const { isLittle } = place;
  if (place.isCompressed) await elements.tag();
  const { content: flags } = await elements.element();
  const { content: lengths } = await elements.element();
  const { content: name } = await elements.element();
  const arrayClass = flags.byteLength >= 4 ? flags.getUint32(0, isLittle) & 0xff : 0;
  if (arrayClass < numericClasses.first || arrayClass > numericClasses.last) return null;
  const dimensions = Array.from({ length: lengths.byteLength / 4 }, (_, i) =>
    lengths.getInt32(4 * i, isLittle),
  );
  const { type, bytes, inTag } = await elements.tag();
  const storage = storages[type];
  const count = dimensions.reduce((product, length) => product * length, 1);
  const text = Buffer.from(name.buffer, name.byteOffset, name.byteLength).toString('latin1');
  if (!storage) throw elements.error(`('${text}') stores its values as the unknown type ${type}.`);
  if (dimensions.some((length) => length < 0) || bytes !== count * storage.size)
    throw elements.error(`('${text}', ${dimensions.join(' × ')}) needs ${count * storage.size} bytes of values, and has ${bytes}.`); // prettier-ignore
  return { name: text, dimensions, storage: type, bytes, isLittle, inTag };
}

/**
 * Reads the header of an array.
 * @param content gives the array's bytes from its beginning; called again for the values
 * @returns null for what is no array of numbers
 * @throws DomainError INVALID_FILE with file, byte and reason
 */
export async function readMatArray(content: () => ByteStream, place: Place): Promise<MatArray | null> {
  const start = new Elements(content(), place);
  const header = await headerOf(start, place).finally(() => start.stream.close());
  if (!header) return null;
  const { inTag, ...rest } = header;
  return {
    ...rest,
    async stream() {
      if (inTag) return inMemory(inTag);
      const elements = new Elements(content(), place);
      await headerOf(elements, place);
      return elements.stream;
    },
  };
}

function inMemory(bytes: Uint8Array): ByteStream {
  return new ByteStream(
    (async function* () {
      yield bytes;
    })(),
  );
}

/** All values of a small array, in the order of the file. */
export async function matValues({ bytes, storage, isLittle, stream }: MatArray): Promise<number[]> {
  const all = new Uint8Array(bytes);
  const source = await stream();
  await source.fill(all);
  await source.drain();
  const { size, read } = storages[storage]!;
  const view = new DataView(all.buffer);
  return Array.from({ length: bytes / size }, (_, i) => read(view, i * size, isLittle));
}
