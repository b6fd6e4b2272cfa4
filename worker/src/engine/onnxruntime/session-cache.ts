/** Sessions of onnxruntime by the structure of the graph they run; the least recently used one goes first. */
import { InferenceSession } from './library.ts';
import { compile } from './compile.ts';
import { encodeModel, nodeName, type OnnxGraph } from './onnx-model.ts';
import type { Target } from './target.ts';
import type { Trace } from './trace.ts';

export interface CompiledSession {
  session: InferenceSession;
  inputNames: readonly (string | null)[];
  outputNames: readonly string[];
  productOperations: number;
  /** Tensors in the device's memory that it made: they end with it, so that it must outlive them. */
  held: number;
}

/**
 * Enough for the steps of one run: training, encoding and scoring, each with a last smaller batch. A session
 * keeps its working memory, about what one step needs, so the number must stay small.
 */
const defaultCapacity = 16;

export class SessionCache {
  private readonly sessions = new Map<string, CompiledSession>();

  constructor(
    private readonly options: { threads: number; target: Target },
    readonly capacity = defaultCapacity,
  ) {}

  get size(): number {
    return this.sessions.size;
  }

  /**
   * The session for a trace; compiles one (60–200 ms) when its structure is new.
   * @param stays for each target, whether its values stay in the device's memory
   */
  async sessionFor(trace: Trace, stays: readonly boolean[] = []): Promise<CompiledSession> {
    const key = `${trace.signature}|${stays.map(Number).join('')}`;
    const known = this.sessions.get(key);
    if (known) {
      this.sessions.delete(key);
      this.sessions.set(key, known);
      return known;
    }
    const { threads, target } = this.options;
    const { graph, ...described } = compile(trace, target.rewrites);
    const { outputNames } = described;
    const session = await InferenceSession.create(encodeModel(graph), {
      executionProviders: [providerFor(target, graph)],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      // Errors only: a graph that is all constants makes onnxruntime warn.
      logSeverityLevel: 3,
      ...(stays.includes(true) && {
        preferredOutputLocation: Object.fromEntries(
          outputNames.map((name, index) => [name, stays[index] ? 'gpu-buffer' : 'cpu']),
        ),
      }),
    });
    const compiled = { session, ...described, held: 0 };
    this.sessions.set(key, compiled);
    for (const [signature, oldest] of this.sessions) {
      if (this.sessions.size <= this.capacity) break;
      if (oldest.held > 0 || oldest === compiled) continue;
      this.sessions.delete(signature);
      await oldest.session.release();
    }
    return compiled;
  }

  async clear(): Promise<void> {
    for (const [key, { session, held }] of [...this.sessions]) {
      if (held > 0) continue;
      this.sessions.delete(key);
      await session.release();
    }
  }
}

/** An option of onnxruntime-node that its types do not know yet names what WebGPU leaves to the processor. */
function providerFor(
  { provider, onProcessor }: Target,
  { nodes }: OnnxGraph,
): InferenceSession.ExecutionProviderConfig {
  const forceCpuNodeNames = nodes.filter(({ op }) => onProcessor.has(op)).map(nodeName);
  if (forceCpuNodeNames.length === 0) return provider;
  return { name: provider, forceCpuNodeNames } as InferenceSession.ExecutionProviderConfig;
}
