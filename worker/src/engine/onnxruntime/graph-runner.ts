/** Runs recorded graphs on a device, and moves values to and from it: what is not read stays in the device's memory. */
import { Tensor } from './library.ts';
import { onEngine } from '../engine-failure.ts';
import type { BufferPool } from './buffer-pool.ts';
import type { CompiledSession, SessionCache } from './session-cache.ts';
import type { Target } from './target.ts';
import { apply, collect, sizeOf, type Node, type Values } from './trace.ts';

/** What a run makes of a node. */
export type Computed = { values: Values; onDevice: null } | { values: null; onDevice: Tensor };

/** Bytes moved between this process and a device with memory of its own; a processor moves none. */
export interface Traffic {
  upBytes: number;
  downBytes: number;
}

export class GraphRunner {
  readonly traffic: Traffic = { upBytes: 0, downBytes: 0 };
  /** Floating-point operations of all matrix products so far. */
  productOperations = 0;
  private readonly held = new Map<Tensor, CompiledSession>();

  constructor(
    private readonly target: Target,
    private readonly sessions: SessionCache,
    private readonly pool: BufferPool,
  ) {}

  /** Buffers in the device's memory that tensors stand for. */
  get buffersOnDevice(): number {
    return this.held.size;
  }

  /**
   * Computes nodes in one run.
   * @param isRead whether the values of a node are wanted here
   */
  async run(nodes: readonly Node[], isRead: (node: Node) => boolean): Promise<Computed[]> {
    const trace = collect(nodes);
    const stays = nodes.map((node) => this.target.hasOwnMemory && canStay(node) && !isRead(node));
    const compiled = await this.sessions.sessionFor(trace, stays);
    const { session, inputNames, outputNames } = compiled;
    const feeds: Record<string, Tensor> = {};
    trace.leaves.forEach((node, index) => {
      const name = inputNames[index];
      if (name) feeds[name] = this.tensorOf(node);
    });
    const fetches: Record<string, Tensor | null> = {};
    // What is read from a device comes in an array of its own.
    const arrays = nodes.map((node) =>
      this.target.hasOwnMemory ? null : this.pool.take(node.type, sizeOf(node.shape)),
    );
    nodes.forEach((node, index) => {
      const values = arrays[index];
      fetches[outputNames[index]!] = values ? tensorFor(node, values) : null;
    });
    const results = await onEngine(() => session.run(feeds, fetches as Record<string, Tensor>));
    this.productOperations += compiled.productOperations;
    return nodes.map((_, index) => {
      const values = arrays[index];
      return values
        ? { values, onDevice: null }
        : this.take(results[outputNames[index]!] as Tensor, compiled);
    });
  }

  /** Values that lie on the device; asking their tensor for them ends the process, so a graph of one operator reads them. */
  async read(node: Node): Promise<Values> {
    const [read] = await this.run([apply('Identity', [node], node.shape)], () => true);
    return read!.values!;
  }

  /** Frees the device's memory that a node holds. */
  free(node: Node): void {
    if (!node.onDevice) return;
    const compiled = this.held.get(node.onDevice);
    if (compiled) compiled.held -= 1;
    this.held.delete(node.onDevice);
    node.onDevice.dispose();
    node.onDevice = null;
  }

  private tensorOf(node: Node): Tensor {
    if (node.onDevice) return node.onDevice;
    const values = node.values!;
    if (this.target.hasOwnMemory) this.traffic.upBytes += values.byteLength;
    return tensorFor(node, values);
  }

  private take(result: Tensor, compiled: CompiledSession): Computed {
    if (result.location === 'gpu-buffer') {
      compiled.held += 1;
      this.held.set(result, compiled);
      return { values: null, onDevice: result };
    }
    const values = result.data as Values;
    this.traffic.downBytes += values.byteLength;
    return { values, onDevice: null };
  }
}

/** WebGPU has no booleans and no whole numbers of 64 bits in memory. */
const canStay = ({ type, shape }: Node): boolean =>
  (type === 'float32' || type === 'int32') && sizeOf(shape) > 0;

const tensorFor = ({ type, shape }: Node, values: Values): Tensor =>
  new Tensor(type, values as Float32Array, shape);
