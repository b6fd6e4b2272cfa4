/** A byte of each value: `Uint8Array.from` makes a list of them first, and takes ten times as long and as much memory. */
export function bytesOf(values: ArrayLike<number>, byteOf: (value: number) => number): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let n = 0; n < values.length; n++) bytes[n] = byteOf(values[n]!);
  return bytes;
}
