import { artifacts, queue, workers, type Store } from '@engram/store';
import {
  AggregatorRegistry,
  collectDefaultMetrics,
  Counter,
  Gauge,
  Histogram,
  Registry,
  type MetricObjectWithValues,
  type MetricValue,
} from 'prom-client';
import { shared } from '../shared.ts';

/** What is true of the process whatever it serves: memory, processor time, lag of the event loop. */
let ofProcess: Registry | undefined;

function processRegistry(): Registry {
  if (ofProcess) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return ofProcess;
}

export type MetricValues = MetricObjectWithValues<MetricValue<string>>[];

/** What several processes have counted, as of one: each metric says whether it is added up or averaged. */
export const together = (values: MetricValues[]): Registry => AggregatorRegistry.aggregate(values);

/** Many who ask at once ask the database once. */
const freshMs = 5_000;

/** What Prometheus reads of one API: docs/operations.md lists it. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly ofStore = new Registry();

  readonly operations = new Histogram({
    name: 'engram_api_operation_duration_seconds',
    help: 'Time from reading an operation to its answer; the documents of the dashboard by name, all others as "other"',
    labelNames: ['operation', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });
  private readonly storeUp = this.storeGauge(
    'engram_store_up',
    '1 when the database answered; 0 hides all that it would say',
    [],
  );
  private readonly jobs = this.storeGauge('engram_queue_jobs', 'Jobs in the queues of workers', [
    'queue',
    'state',
  ]);
  private readonly ended = this.storeGauge(
    'engram_jobs_ended_last_hour',
    'Jobs that ended within the last hour',
    ['workflow', 'status'],
  );
  private readonly durations = this.storeGauge(
    'engram_job_duration_last_hour_seconds',
    'Durations of the jobs that ended within the last hour',
    ['workflow', 'status', 'quantile'],
  );
  private readonly workersAlive = this.storeGauge(
    'engram_workers_alive',
    'Workers that are alive, on any machine',
    [],
  );
  private readonly pace = this.storeGauge(
    'engram_worker_views_per_second',
    'Views that a worker trained on, over its last seconds; 0 while it trains nothing',
    ['worker', 'host', 'engine', 'device'],
  );

  private readonly collect = shared((onError: (error: unknown) => void) => this.askStore(onError), freshMs);

  /** @param ofAll what all processes of this API have counted, this one among them, where there are several */
  constructor(
    private readonly store: Store,
    private readonly ofAll?: () => Promise<MetricValues>,
  ) {
    // All processes together: as many as serve.
    this.gauge('engram_api_processes', 'Processes that serve', []).set(1);
    const { pool } = store;
    const connections = this.gauge(
      'engram_pool_connections',
      'Connections to the database',
      ['state'],
      () => {
        connections.set({ state: 'in_use' }, pool.totalCount - pool.idleCount);
        connections.set({ state: 'idle' }, pool.idleCount);
      },
    );
    const waiting = this.gauge('engram_pool_waiting', 'Statements that wait for a connection', [], () =>
      waiting.set(pool.waitingCount),
    );
    const most = this.gauge('engram_pool_connections_max', 'Most connections of this process', [], () =>
      most.set(pool.options.max),
    );
    const cache = new Counter({
      name: 'engram_artifact_cache_total',
      help: 'Files and datasets that were needed: hit, on the disk of this machine; miss, brought from elsewhere',
      labelNames: ['result'],
      registers: [this.registry],
      collect() {
        cache.reset();
        cache.inc({ result: 'hit' }, artifacts.cacheUse.hits);
        cache.inc({ result: 'miss' }, artifacts.cacheUse.misses);
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** In the text format of Prometheus. @param onError told why the database did not answer */
  async text(onError: (error: unknown) => void): Promise<string> {
    await this.collect(onError);
    const counted = this.ofAll ? together([await this.ofAll()]) : this.ofThisProcess();
    return Registry.merge([this.ofStore, counted]).metrics();
  }

  /** What this process has counted; of the database nothing, which would be the same in all. */
  values(): Promise<MetricValues> {
    return this.ofThisProcess().getMetricsAsJSON();
  }

  private ofThisProcess(): Registry {
    return Registry.merge([this.registry, processRegistry()]);
  }

  private async askStore(onError: (error: unknown) => void): Promise<void> {
    try {
      const [figures, alive] = [await queue.queueFigures(this.store), await workers.live(this.store)];
      this.forgetStore();
      for (const { queue, waiting, running } of figures.depths) {
        this.jobs.set({ queue, state: 'waiting' }, waiting);
        this.jobs.set({ queue, state: 'running' }, running);
      }
      for (const { workflow, status, count, medianMs, p95Ms } of figures.ended) {
        this.ended.set({ workflow, status }, count);
        this.durations.set({ workflow, status, quantile: '0.5' }, medianMs / 1000);
        this.durations.set({ workflow, status, quantile: '0.95' }, p95Ms / 1000);
      }
      this.workersAlive.set(alive.length);
      for (const { executorId: worker, host, engine, device, viewsPerSecond } of alive)
        this.pace.set({ worker, host, engine, device }, viewsPerSecond ?? 0);
      this.storeUp.set(1);
    } catch (error) {
      this.forgetStore();
      this.storeUp.set(0);
      onError(error);
    }
  }

  /** A figure of minutes ago would pass for one of now. */
  private forgetStore(): void {
    for (const gauge of [this.jobs, this.ended, this.durations, this.pace]) gauge.reset();
    this.workersAlive.set(NaN);
  }

  private storeGauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.ofStore] });
  }

  private gauge(name: string, help: string, labelNames: string[], collect?: () => void): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry], ...(collect && { collect }) });
  }
}
