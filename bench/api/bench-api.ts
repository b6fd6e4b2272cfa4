import { commandLine, DomainError, median, quantile } from '@engram/core';
import { datapoints, datasets, describeStore, runs, type Store } from '@engram/store';
import { machineLine } from '../machine.ts';
import { deepPages, pageSize, scenariosOf, type Scenario, type SeededData } from './scenarios.ts';
import type { LoadResult } from './load.ts';
import { load, startMeasuredApi, type MeasuredServer } from './processes.ts';
import { benchSlug } from './seed-store.ts';

export interface BenchApiOptions {
  /** Size of the seeded dataset. */
  datapoints: number;
  clients: number[];
  /** Of each measurement. */
  durationMs: number;
  /** Measurements of each kind; the figures are medians over them. */
  rounds: number;
  /** Part of a scenario's name; all when left out. */
  only?: string;
  profileFolder?: string;
  report?: (line: string) => void;
}

export interface Spread {
  median: number;
  low: number;
  high: number;
}

export interface Measurement {
  scenario: string;
  clients: number;
  p50Ms: Spread;
  p95Ms: Spread;
  p99Ms: Spread;
  requestsPerSecond: Spread;
  /** Processor time of the server's process a request; the database's is not in it. */
  serverCpuMs: Spread;
  answerBytes: number;
}

export interface BenchApiResult {
  machine: string;
  database: string;
  scores: number;
  measurements: Measurement[];
}

/** Measures the API on a seeded store; server and client are processes of their own. @throws DomainError NOT_FOUND */
export async function benchApi(store: Store, options: BenchApiOptions): Promise<BenchApiResult> {
  const { report = () => undefined } = options;
  const seeded = await findSeeded(store, options.datapoints);
  const { version } = await describeStore(store);
  const server = await startMeasuredApi({ profileFolder: options.profileFolder });
  const measurements: Measurement[] = [];
  try {
    const deepCursor = await walk(server.url, seeded.runs[0]!);
    const scenarios = scenariosOf({ ...seeded, deepCursor }).filter(({ name }) =>
      name.includes(options.only ?? ''),
    );
    if (scenarios[0]) await settle(server.url, scenarios[0], options.durationMs);
    for (const scenario of scenarios)
      for (const clients of options.clients) {
        const measured = await measure(server, scenario, clients, options);
        report(formatMeasurement(measured));
        measurements.push(measured);
      }
  } finally {
    await server.stop();
  }
  return {
    machine: machineLine(),
    database: `PostgreSQL ${version}`,
    scores: options.datapoints * seeded.runs.length,
    measurements,
  };
}

export async function findSeeded(store: Store, size: number): Promise<Omit<SeededData, 'deepCursor'>> {
  const slug = benchSlug(size);
  const dataset = await datasets.findBySlug(store, slug);
  if (!dataset)
    throw new DomainError(
      'NOT_FOUND',
      `The store has no dataset "${slug}"; make it with: ${commandLine(`bench seed --datapoints ${size}`)}`,
    );
  const { rows } = await runs.page(store, { filter: { dataset: slug, status: 'SUCCEEDED' }, first: 20 });
  const found = await datapoints.list(store, dataset.id, { limit: size });
  return {
    dataset: slug,
    datapoints: found.length,
    runs: rows.map((run) => run.id).reverse(),
    contentHashes: found.map((datapoint) => datapoint.contentHash),
  };
}

/** Then the client's code is compiled, and what the server runs for this scenario alone. */
const warmUpMs = 1_500;

/**
 * Busies a server that has just started, unmeasured: V8 goes on compiling what is used most for some thousand requests, and
 * the first seconds after a start are up to a third slower than the rest of the day.
 */
export async function settle(url: string, { bodies }: Scenario, durationMs: number): Promise<void> {
  await load({ url, bodies, clients: 16, durationMs: 4 * durationMs, warmUpMs: 0 });
}

export async function measure(
  { url, cpuMs }: Pick<MeasuredServer, 'url' | 'cpuMs'>,
  { name, bodies }: Scenario,
  clients: number,
  { durationMs, rounds }: Pick<BenchApiOptions, 'durationMs' | 'rounds'>,
): Promise<Measurement> {
  const results: (LoadResult & { cpuMs: number })[] = [];
  for (let round = 0; round < rounds; round++) {
    const before = await cpuMs();
    const result = await load({ url, bodies, clients, durationMs, warmUpMs });
    results.push({ ...result, cpuMs: (await cpuMs()) - before });
  }
  const spread = (of: (result: (typeof results)[number]) => number): Spread => {
    const all = results.map((result) => Number(of(result).toPrecision(4)));
    return { median: median(all), low: Math.min(...all), high: Math.max(...all) };
  };
  return {
    scenario: name,
    clients,
    p50Ms: spread(({ latenciesMs }) => quantile(latenciesMs, 0.5)),
    p95Ms: spread(({ latenciesMs }) => quantile(latenciesMs, 0.95)),
    p99Ms: spread(({ latenciesMs }) => quantile(latenciesMs, 0.99)),
    requestsPerSecond: spread((result) => result.latenciesMs.length / (result.durationMs / 1000)),
    serverCpuMs: spread((result) => result.cpuMs / (result.latenciesMs.length + result.warmUps)),
    answerBytes: results.at(-1)!.sizeBytes,
  };
}

export function formatMeasurement({
  scenario,
  clients,
  p50Ms,
  p95Ms,
  p99Ms,
  requestsPerSecond,
  serverCpuMs,
}: Measurement): string {
  const of = ({ median: middle, low, high }: Spread): string => `${middle} (${low}–${high})`;
  return `${scenario}, ${clients} clients: p50 ${of(p50Ms)} p95 ${of(p95Ms)} p99 ${of(p99Ms)} ms, ${of(requestsPerSecond)} requests/s, ${of(serverCpuMs)} ms of the server's processor each`;
}

/** Cursor of the last score on the page that `deepPages` pages come before. */
async function walk(url: string, run: string): Promise<string> {
  let after: string | null = null;
  for (let left = deepPages * pageSize; left > 0; left -= 100) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query:
          'query($filter: ScoreFilter!, $after: String) { scores(filter: $filter, first: 100, after: $after) { pageInfo { endCursor hasNextPage } } }',
        variables: { filter: { run }, after },
      }),
    });
    const { data } = (await response.json()) as {
      data: { scores: { pageInfo: { endCursor: string; hasNextPage: boolean } } };
    };
    if (!data.scores.pageInfo.hasNextPage) break;
    after = data.scores.pageInfo.endCursor;
  }
  if (after === null)
    throw new DomainError('INVALID_ARGUMENT', 'The seeded runs have fewer scores than a page.');
  return after;
}
