/** Sessions of onnxruntime by the structure of the graph they run; the least recently used one goes first. */
import { InferenceSession } from 'onnxruntime-node';
import type { ExecutionProvider } from '../../devices/onnxruntime-survey.ts';
import { compile } from './compile.ts';
import { encodeModel } from './onnx-model.ts';
import type { Trace } from './trace.ts';

export interface CompiledSession {
  session: InferenceSession;
  inputNames: readonly (string | null)[];
  outputNames: readonly string[];
}

/**
 * Enough for the steps of one run: training, encoding and scoring, each with a last smaller batch. A session
 * keeps its working memory, about what one step needs, so the number must stay small.
 */
const defaultCapacity = 16;

export class SessionCache {
  private readonly sessions = new Map<string, CompiledSession>();

  constructor(
    private readonly options: { threads: number; provider: ExecutionProvider },
    readonly capacity = defaultCapacity,
  ) {}

  get size(): number {
    return this.sessions.size;
  }

  /** The session for a trace; compiles one (60–200 ms) when its structure is new. */
  async sessionFor(trace: Trace): Promise<CompiledSession> {
    const known = this.sessions.get(trace.signature);
    if (known) {
      this.sessions.delete(trace.signature);
      this.sessions.set(trace.signature, known);
      return known;
    }
    const { graph, inputNames, outputNames } = compile(trace);
    const session = await InferenceSession.create(encodeModel(graph), {
      executionProviders: [this.options.provider],
      intraOpNumThreads: this.options.threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      // Errors only: a graph that is all constants makes onnxruntime warn.
      logSeverityLevel: 3,
    });
    const compiled = { session, inputNames, outputNames };
    this.sessions.set(trace.signature, compiled);
    for (const [signature, oldest] of this.sessions) {
      if (this.sessions.size <= this.capacity) break;
      this.sessions.delete(signature);
      await oldest.session.release();
    }
    return compiled;
  }

  async clear(): Promise<void> {
    const all = [...this.sessions.values()];
    this.sessions.clear();
    for (const { session } of all) await session.release();
  }
}
