import { deflateSync } from 'node:zlib';

/** MAT-files of version 5 by hand (MathWorks, "MAT-File Format"): what scipy.io.savemat and MATLAB's save -v7 write. */

export interface MatVariable {
  name: string;
  dimensions: number[];
  /** Type of the stored values: 2 uint8, 9 double, 3 int16 … */
  storage?: number;
  /** Bytes of the values, column-major. */
  values: Uint8Array;
  isCompressed?: boolean;
  /** Class of the array: 9 uint8, 6 double, 1 cell … */
  arrayClass?: number;
}

const uint32 = (value: number, isLittle: boolean): Buffer => {
  const bytes = Buffer.alloc(4);
  if (isLittle) bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
};

/** Type, length and content, filled up to 8 bytes; up to 4 bytes stand in the tag. */
function element(type: number, content: Uint8Array, isLittle: boolean): Buffer {
  if (content.length > 0 && content.length <= 4)
    return Buffer.concat([uint32(content.length * 65536 + type, isLittle), content], 8);
  const padded = Math.ceil(content.length / 8) * 8;
  return Buffer.concat([uint32(type, isLittle), uint32(content.length, isLittle), content], 8 + padded);
}

function matrix(variable: MatVariable, isLittle: boolean): Buffer {
  const { name, dimensions, storage = 2, values, arrayClass = 9 } = variable;
  const content = Buffer.concat([
    element(6, Buffer.concat([uint32(arrayClass, isLittle), uint32(0, isLittle)]), isLittle),
    element(5, Buffer.concat(dimensions.map((length) => uint32(length, isLittle))), isLittle),
    element(1, Buffer.from(name), isLittle),
    element(storage, values, isLittle),
  ]);
  const whole = Buffer.concat([uint32(14, isLittle), uint32(content.length, isLittle), content]);
  if (!variable.isCompressed) return whole;
  const packed = deflateSync(whole);
  return Buffer.concat([uint32(15, isLittle), uint32(packed.length, isLittle), packed]);
}

export function matBytes(variables: readonly MatVariable[], isLittle = true): Buffer {
  const head = Buffer.alloc(128, ' ');
  head.write('MATLAB 5.0 MAT-file, written by a test');
  if (isLittle) head.writeUInt16LE(0x0100, 124);
  else head.writeUInt16BE(0x0100, 124);
  head.write(isLittle ? 'IM' : 'MI', 126);
  return Buffer.concat([head, ...variables.map((variable) => matrix(variable, isLittle))]);
}
