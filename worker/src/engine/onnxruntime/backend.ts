/**
 * The TensorFlow.js backend `onnxruntime`: kernels record a graph, and reading a value computes it.
 *
 * A read gathers every live tensor not computed yet, so that one run of one session serves a whole training
 * step; what was disposed before the read is computed only if something live needs it. Reads are
 * asynchronous; `dataSync()` of a value not computed yet is a programming error.
 */
import * as tf from '@tensorflow/tfjs';
import { DomainError, InvariantError } from '@engram/core';
import type { ExecutionProvider } from '../../devices/onnxruntime-survey.ts';
import { BufferPool } from './buffer-pool.ts';
import { GraphRunner, type Computed } from './graph-runner.ts';
import { elementType, reshape } from './kernels/kernel.ts';
import { SessionCache } from './session-cache.ts';
import { stacking, targets } from './target.ts';
import { CONSTANT, LEAF, leaf, sizeOf, type Node } from './trace.ts';

/** What stands behind one data id of TensorFlow.js. */
interface TensorRecord {
  node: Node;
  references: number;
}

type TensorInfo = tf.TensorInfo;
type DataId = TensorInfo['dataId'];

export class OnnxRuntimeBackend extends tf.KernelBackend {
  readonly sessions: SessionCache;
  private readonly records: tf.DataStorage<TensorRecord>;
  /** The data id that holds a node, for kernels that return their input. */
  private readonly holders = new Map<Node, DataId>();
  private readonly pending = new Set<TensorRecord>();
  readonly runner: GraphRunner;
  private readonly pool = new BufferPool();
  /** Values of disposed tensors that a graph not computed yet may still need. */
  private discarded: Node[] = [];
  private readonly readers = new Map<Node, number>();
  private running: Promise<void> | null = null;

  readonly threads: number;
  readonly stacks: boolean;

  /** @param o.stacks whether equal steps of several encoders become one graph */
  constructor(o: { threads: number; provider: ExecutionProvider; stacks: boolean }) {
    super();
    this.threads = o.threads;
    this.stacks = o.stacks;
    const target = o.stacks ? stacking(targets[o.provider]) : targets[o.provider];
    this.sessions = new SessionCache({ threads: o.threads, target });
    this.runner = new GraphRunner(target, this.sessions, this.pool);
    this.records = new tf.DataStorage<TensorRecord>(this, tf.engine());
  }

  /** The node of a kernel's input, in the shape that its tensor has. */
  nodeOf({ dataId, shape }: TensorInfo): Node {
    return reshape(this.records.get(dataId).node, shape);
  }

  /** The tensor of a kernel's output. */
  tensorOf(node: Node): TensorInfo {
    const dtype = node.type === 'int64' ? 'int32' : node.type;
    const shape = [...node.shape];
    const holder = this.holders.get(node);
    if (holder) {
      this.incRef(holder);
      return { dataId: holder, shape, dtype };
    }
    const dataId = {};
    this.store(dataId, node, 1);
    return { dataId, shape, dtype };
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): DataId {
    const dataId = {};
    this.store(dataId, this.leafOf(values, shape, dtype), 1);
    return dataId;
  }

  override move(
    dataId: DataId,
    values: tf.BackendValues,
    shape: number[],
    dtype: tf.DataType,
    references: number,
  ): void {
    this.store(dataId, this.leafOf(values, shape, dtype), references);
  }

  override async read(dataId: DataId): Promise<tf.BackendValues> {
    const { node } = this.records.get(dataId);
    // The tensor may be disposed while it is awaited: its node is kept until the values are handed over.
    this.readers.set(node, (this.readers.get(node) ?? 0) + 1);
    try {
      while (node.op !== LEAF) await this.compute();
      while (!node.values) await this.download(node);
      return copyOf(node);
    } finally {
      const others = (this.readers.get(node) ?? 1) - 1;
      if (others === 0) this.readers.delete(node);
      else this.readers.set(node, others);
      this.recycle();
    }
  }

  override readSync(dataId: DataId): tf.BackendValues {
    const { node } = this.records.get(dataId);
    if (node.op !== LEAF || (!node.values && node.onDevice)) {
      throw new InvariantError(
        'a tensor of the engine onnxruntime was read synchronously before it was here; ' +
          'use `await tensor.data()` instead of dataSync(), arraySync() or print()',
      );
    }
    return copyOf(node);
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.records.has(dataId)) return true;
    const record = this.records.get(dataId);
    record.references -= 1;
    if (!force && record.references > 0) return false;
    this.records.delete(dataId);
    this.holders.delete(record.node);
    this.pending.delete(record);
    this.discarded.push(record.node);
    this.recycle();
    return true;
  }

  override incRef(dataId: DataId): void {
    this.records.get(dataId).references += 1;
  }

  override refCount(dataId: DataId): number {
    return this.records.has(dataId) ? this.records.get(dataId).references : 0;
  }

  override numDataIds(): number {
    return this.records.numDataIds();
  }

  override memory(): { unreliable: boolean } {
    return { unreliable: false };
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    this.pool.clear();
  }

  /** Frees sessions and spare arrays; tensors keep their values and can be computed with again. */
  async release(): Promise<void> {
    await this.running;
    this.pool.clear();
    await this.sessions.clear();
  }

  private store(dataId: DataId, node: Node, references: number): void {
    const record = { node, references };
    this.records.set(dataId, record);
    this.holders.set(node, dataId);
    if (node.op !== LEAF) this.pending.add(record);
  }

  private leafOf(values: tf.BackendValues, shape: number[], dtype: tf.DataType): Node {
    if (dtype === 'string' || dtype === 'complex64' || Array.isArray(values)) {
      throw new DomainError(
        'INVALID_ARGUMENT',
        `The engine 'onnxruntime' holds float32, int32 and bool tensors, got ${dtype}; use the engine 'cpu'.`,
      );
    }
    const type = elementType(dtype);
    // A copy, since the caller may fill its array anew before the lazy graph is computed.
    const own = this.pool.take(type, sizeOf(shape)) as Float32Array;
    own.set(values as Float32Array);
    return leaf(own, type, shape);
  }

  /** Computes every live tensor not computed yet; calls at the same time share one run. */
  private compute(): Promise<void> {
    // A moment later: values that are asked for at the same time are known to be, and come from the device in the same run.
    this.running ??= Promise.resolve()
      .then(() => this.run())
      .finally(() => {
        this.running = null;
        this.recycle();
      });
    return this.running;
  }

  private async run(): Promise<void> {
    const live = [...[...this.pending].map(({ node }) => node), ...this.readers.keys()];
    const nodes = [...new Set(live)].filter(({ op }) => op !== LEAF);
    const traced = nodes.filter((node) => node.op !== CONSTANT);
    for (const node of nodes) {
      if (node.op === CONSTANT && node.constant)
        this.settle(node, { values: node.constant.make(), onDevice: null });
    }
    if (traced.length === 0) return;
    const computed = await this.runner.run(traced, (node) => this.readers.has(node));
    traced.forEach((node, index) => this.settle(node, computed[index]!));
  }

  /** Brings the values of a leaf here from the device's memory; they stay there as well. */
  private async download(node: Node): Promise<void> {
    if (this.running) return this.running;
    if (!node.onDevice) throw new InvariantError('a disposed tensor was read');
    this.running = this.runner
      .read(node)
      .then((values) => void (node.values = values))
      .finally(() => (this.running = null));
    return this.running;
  }

  /** Turns a node into a leaf that holds its values. */
  private settle(node: Node, { values, onDevice }: Computed): void {
    node.op = LEAF;
    node.inputs = [];
    node.attributes = {};
    node.values = values;
    node.onDevice = onDevice;
    const holder = this.holders.get(node);
    if (holder) this.pending.delete(this.records.get(holder));
  }

  /** Returns the values of disposed tensors to the pool once no graph can need them. */
  private recycle(): void {
    if (this.pending.size > 0 || this.readers.size > 0 || this.running) return;
    for (const node of this.discarded) {
      if (node.values) this.pool.give(node.type, node.values);
      node.values = null;
      this.runner.free(node);
    }
    this.discarded = [];
  }
}

function copyOf(node: Node): tf.BackendValues {
  if (!node.values) throw new InvariantError('a disposed tensor was read');
  return node.values.slice() as tf.BackendValues;
}
