import { DomainError } from '@engram/core';
import { eachValue, type IdxHeader, type IdxSink } from './idx-file.ts';

const unsignedByte = 0x08;

/** Unsigned bytes as they stand in the file. */
function bytesSink({ count }: IdxHeader): IdxSink<Uint8Array> {
  const pixels = new Uint8Array(count);
  let at = 0;
  return {
    take(bytes) {
      pixels.set(bytes, at);
      at += bytes.length;
    },
    end: () => pixels,
  };
}

/**
 * Values of another type as bytes: whole numbers from 0 to 255 stay; where no value is above 1, floats are taken times 255 and
 * rounded. They are turned while they are read, so that they are not in memory twice.
 */
function scaledSink({ type, dimensions, count }: IdxHeader, where: string): IdxSink<Uint8Array> {
  const pixels = new Uint8Array(count);
  const size = dimensions.slice(1).reduce((product, length) => product * length, 1);
  const isFloat = type === 0x0d || type === 0x0e;
  /** Whether all values so far are 0 to 1, and whether they are whole. */
  let isUnit = isFloat;
  let isWhole = true;
  const take = (value: number, n: number): void => {
    const fail = (reason: string): never => {
      throw new DomainError(
        'INVALID_FILE',
        `${where}: value ${n % size} of datapoint ${Math.floor(n / size)} is ${value}; ${reason}`,
        { details: { file: where, datapoint: Math.floor(n / size) } },
      );
    };
    if (!(value >= 0 && value <= 255))
      fail(
        'pixels are whole numbers from 0 to 255, or floats from 0 to 1. Scale them, and write the file again.',
      );
    if (isUnit && value > 1) {
      if (!isWhole) fail('values before it lie between 0 and 1, so that the scale of the file is unclear. Scale all of them to 0–1 or to 0–255.'); // prettier-ignore
      isUnit = false;
      // Zeros and ones so far were the lowest of 256 levels.
      for (let i = 0; i < n; i++) pixels[i] = pixels[i]! / 255;
    }
    if (!Number.isInteger(value)) {
      if (!isUnit) fail('other values lie above 1, so that pixels must be whole numbers. Scale all of them to 0–1, or round them.'); // prettier-ignore
      isWhole = false;
    }
    pixels[n] = isUnit ? Math.round(255 * value) : value;
  };
  return { take: eachValue(type, take), end: () => pixels };
}

/** What takes the pixels of an image file, whatever the type of its values. */
export const pixelSink = (header: IdxHeader, where: string): IdxSink<Uint8Array> =>
  header.type === unsignedByte ? bytesSink(header) : scaledSink(header, where);
