import cluster from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TokenScope } from '@engram/core';
import { attachedArguments } from '@engram/store';
import { concurrencyLimits } from '../limits/concurrency-limiter.ts';
import type { SlotLimits } from '../limits/slots.ts';
import { logToStderr, type Log } from '../log.ts';
import { together, type MetricValues } from '../metrics/metrics.ts';
import type { RunningServer } from '../start-server.ts';
import { ApiProcess } from './api-process.ts';
import { LimitsOwner } from './limits-owner.ts';

export interface ApiProcessesOptions {
  count: number;
  /** File that each process executes; it calls `serveAsProcess`. */
  entry: string;
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** Objects a minute for each token; 0 counts nothing. */
  rateLimit: number;
  dashboardKey?: string;
  dashboardScope?: TokenScope;
  limits?: Partial<SlotLimits>;
  /** How often each process is asked whether it is there; 5 s when left out. */
  pingMs?: number;
  log?: Log;
}

export interface RunningProcesses extends RunningServer {
  /**
   * Puts a new process in the place of each, one after the other, without losing a request.
   * @throws the reason why a new one does not start; the old ones that are left go on
   */
  restart(): Promise<void>;
}

const firstRetryMs = 500;
const longestRetryMs = 30_000;

/**
 * Serves the API from several processes behind one port. This process owns what they share (slots, budgets of callers, the port), and
 * hands every new connection to the next of them; what is said over a connection stays with its process.
 * @throws DomainError as startServer does
 */
export async function startApiProcesses(options: ApiProcessesOptions): Promise<RunningProcesses> {
  const processes = new ApiProcesses(options);
  const at = await processes.start();
  const { url, port } = at;
  return { url, port, close: () => processes.close(), restart: () => processes.restart() };
}

class ApiProcesses {
  readonly #owner: LimitsOwner;
  readonly #log: Log;
  readonly #all = new Set<ApiProcess>();
  readonly #closing = new AbortController();
  /** What ended processes have counted: a sum that fell would pass for another start. */
  #past: MetricValues = [];
  #restarting: Promise<void> = Promise.resolve();

  constructor(private readonly options: ApiProcessesOptions) {
    this.#owner = new LimitsOwner({ ...concurrencyLimits, ...options.limits }, options.rateLimit);
    this.#log = options.log ?? logToStderr;
  }

  async start(): Promise<{ url: string; port: number }> {
    cluster.setupPrimary({ exec: this.options.entry, args: [], execArgv: attachedArguments() });
    try {
      const first = await this.#add().ready;
      await Promise.all(Array.from({ length: this.options.count - 1 }, () => this.#add().ready));
      return first;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  restart(): Promise<void> {
    return (this.#restarting = this.#restarting.catch(() => undefined).then(() => this.#replaceAll()));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...this.#all].map((one) => one.stop({ gently: false })));
  }

  async #replaceAll(): Promise<void> {
    for (const old of [...this.#all].filter((one) => !one.isStopping)) {
      // One that has ended meanwhile is replaced as any other.
      if (this.#closing.signal.aborted || !this.#all.has(old)) continue;
      await this.#add().ready;
      void old.stop({ gently: true });
    }
  }

  #add(): ApiProcess {
    const { host, port, count, dashboardKey, dashboardScope, pingMs } = this.options;
    const one = new ApiProcess({
      pingMs,
      owner: this.#owner,
      start: { host, port, processes: count, dashboardKey, dashboardScope },
      metricsOfAll: () => this.#metrics(),
    });
    this.#all.add(one);
    void this.#watch(one);
    return one;
  }

  /** A process that has served and ends by itself is replaced. */
  async #watch(one: ApiProcess): Promise<void> {
    const hasServed = await one.ready.then(
      () => true,
      () => false,
    );
    const { code, signal } = await one.ended;
    this.#all.delete(one);
    this.#past = await together([this.#past, one.metrics.filter(isSum)]).getMetricsAsJSON();
    if (one.isStopping || !hasServed || this.#closing.signal.aborted) return;
    const how = one.wasHung ? 'was hung and killed' : `ended (${signal ?? `exit code ${code}`})`;
    this.#log({ message: `a process of the API ${how}, and is replaced` });
    await this.#replace();
  }

  async #replace(): Promise<void> {
    for (
      let retryMs = firstRetryMs;
      !this.#closing.signal.aborted;
      retryMs = Math.min(2 * retryMs, longestRetryMs)
    ) {
      try {
        await this.#add().ready;
        return;
      } catch (error) {
        this.#log({ message: 'a process of the API did not start; the next try follows', error });
      }
      await sleep(retryMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
    }
  }

  async #metrics(): Promise<MetricValues> {
    await Promise.all([...this.#all].map((one) => one.count()));
    return together([this.#past, ...[...this.#all].map((one) => one.metrics)]).getMetricsAsJSON();
  }
}

/** Whether a metric only ever grows, as long as its process lives. */
const isSum = ({ type }: MetricValues[number]): boolean =>
  String(type) === 'counter' || String(type) === 'histogram';
