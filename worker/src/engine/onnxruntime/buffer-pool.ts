/** Arrays of disposed tensors, kept for the outputs of later runs: fresh large arrays cost page faults. */
import type { ElementType } from './onnx-model.ts';
import type { Values } from './trace.ts';

const constructors = {
  float32: Float32Array,
  int32: Int32Array,
  bool: Uint8Array,
  int64: BigInt64Array,
} as const;

/** More than this is given back to the garbage collector. */
const capacityBytes = 256 * 1024 * 1024;

export class BufferPool {
  private readonly free = new Map<string, Values[]>();
  private sizeBytes = 0;

  /** An array of undefined content. */
  take(type: ElementType, size: number): Values {
    const found = this.free.get(`${type}:${size}`)?.pop();
    if (!found) return new constructors[type](size);
    this.sizeBytes -= found.byteLength;
    return found;
  }

  /** Hands an array over; the caller must hold no other reference to it. */
  give(type: ElementType, values: Values): void {
    if (this.sizeBytes + values.byteLength > capacityBytes) return;
    const key = `${type}:${values.length}`;
    const list = this.free.get(key);
    if (list) list.push(values);
    else this.free.set(key, [values]);
    this.sizeBytes += values.byteLength;
  }

  clear(): void {
    this.free.clear();
    this.sizeBytes = 0;
  }
}
