import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  data: Uint8Array;
  /** What the directory says; that of `data` when left out. */
  bytes?: number;
  crc?: number;
  /** Bytes that are packed instead of `data` deflated. */
  packed?: Uint8Array;
}

/** A zip archive that may say other things of its members than they are. */
export function zipBytes(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const {
    name,
    data,
    bytes = data.length,
    crc = crc32(data),
    packed = deflateRawSync(data),
  } of entries) {
    const fields = (head: Buffer, from: number): Buffer => {
      head.writeUInt16LE(8, from); // deflated
      head.writeUInt32LE(crc, from + 6);
      head.writeUInt32LE(packed.length, from + 10);
      head.writeUInt32LE(bytes, from + 14);
      head.writeUInt16LE(name.length, from + 18);
      return head;
    };
    const local = fields(Buffer.alloc(30), 8);
    local.writeUInt32LE(0x04034b50);
    const entry = fields(Buffer.alloc(46), 10);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), Buffer.from(packed));
    directory.push(entry, Buffer.from(name));
    at += local.length + name.length + packed.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, all, end]);
}
