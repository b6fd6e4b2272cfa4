import { setMaxListeners } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DomainError, hostPolicyOf, isLoopbackName, type TokenScope } from '@engram/core';
import type { Store } from '@engram/store';
import { TokenWatch } from './access/token-watch.ts';
import { createIdentify } from './access/identify.ts';
import { createSchema } from './schema.ts';
import { createApollo } from './apollo.ts';
import { createApp } from './app.ts';
import type { RunSettings } from './context.ts';
import type { AccessSettings } from './env.ts';
import { connectionLimits, createLimitedServer, type ConnectionLimits } from './http/connections.ts';
import { closeGently, closeSoon } from './http/closing.ts';
import { ownBudgets, type AllBudgets } from './limits/budgets.ts';
import {
  ConcurrencyLimiter,
  concurrencyLimits,
  type ConcurrencyLimits,
} from './limits/concurrency-limiter.ts';
import type { Slots } from './limits/slots.ts';
import { logToStderr, type Log } from './log.ts';
import { Metrics, type MetricValues } from './metrics/metrics.ts';
import { NotesWatch } from './notes/notes-watch.ts';
import type { FigureMaker } from './snapshot/figure-maker.ts';

export interface ServerOptions extends Partial<AccessSettings> {
  store: Store;
  /** Address to listen on, such as 127.0.0.1. */
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** ENGRAM_HOME, for thumbnails; the store's own when left out. */
  home?: string;
  /** Origin whose pages may read answers, such as http://localhost:5173; none when left out. */
  corsOrigin?: string;
  /** Secret by which the dashboard of the same command reads; in memory only. */
  dashboardKey?: string;
  /** What the readers of that dashboard may do through it; only read when left out. */
  dashboardScope?: TokenScope;
  /** What is needed to queue runs; without it the mutations fail. */
  runSettings?: RunSettings;
  /** Draws the figures of snapshots; there are none without it. */
  figures?: FigureMaker;
  /** Other bounds than usual on what all clients together may take, and how long. */
  limits?: Partial<ConcurrencyLimits & ConnectionLimits>;
  /** Takes what went wrong inside; JSON lines on stderr when left out. */
  log?: Log;
}

/** What several processes of one API share, whose owner is another process. */
export interface SharedAmongProcesses {
  /** How many they are. */
  count: number;
  slots: Slots;
  budgets: AllBudgets;
  /** What all of them have counted. */
  metrics(): Promise<MetricValues>;
}

export interface RunningServer {
  /** Address for people and clients, without a slash at the end. */
  url: string;
  port: number;
  /** Stops listening, lets answers under way finish for a few seconds, and leaves the store open. */
  close(): Promise<void>;
}

export interface ServingProcess extends RunningServer {
  /** Stops listening, answers all that comes over connections that are open, and asks each client to open another. */
  closeGently(): Promise<void>;
  /** What this process has counted. */
  metrics(): Promise<MetricValues>;
}

/** Connections that the kernel holds until they are accepted; with fewer, many clients at once would have to dial again after seconds. */
const maxWaiting = 4_096;

/** Serves the API. @throws DomainError CONFLICT when the port is taken, INVALID_ARGUMENT when the address cannot be had, or a setting is rejected */
export const startServer = (options: ServerOptions): Promise<RunningServer> => serve(options);

/** Serves the API, alone or as one of several processes. @throws as startServer does */
export async function serve(options: ServerOptions, all?: SharedAmongProcesses): Promise<ServingProcess> {
  const { store, host, port, home = store.home, log = logToStderr, persistedOnly = false } = options;
  const hosts = hostPolicyOf(options);
  const schema = createSchema();
  const metrics = new Metrics(store, all && (() => all.metrics()));
  const apollo = createApollo(schema, log, metrics);
  await apollo.start();
  const budgets = all?.budgets ?? ownBudgets(options.rateLimit ?? 0);
  const closing = new AbortController();
  // One for each stream.
  setMaxListeners(0, closing.signal);
  const server = createLimitedServer(
    createApp({
      schema,
      apollo,
      store,
      home,
      log,
      metrics,
      corsOrigin: options.corsOrigin,
      runSettings: options.runSettings,
      figures: options.figures,
      persistedOnly,
      publicUrl: options.publicUrl,
      hosts,
      identify: createIdentify({
        store,
        requiresToken: options.auth === 'required' || !isLoopbackName(host),
        budgets,
        dashboardKey: options.dashboardKey,
        dashboardScope: options.dashboardScope,
      }),
      reviewBudgets: budgets.review,
      watch: new TokenWatch(store),
      limiter: limiterOf(options, all),
      closing: closing.signal,
      notes: new NotesWatch(store),
    }),
    { ...connectionLimits, ...options.limits },
  );
  try {
    await listen(server, host, port);
  } catch (error) {
    await apollo.stop();
    throw error;
  }
  const taken = (server.address() as AddressInfo).port;
  const close = async (closed: Promise<void>): Promise<void> => {
    closing.abort();
    await closed;
    await apollo.stop();
  };
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    close: () => close(closeSoon(server)),
    closeGently: () => close(closeGently(server)),
    metrics: () => metrics.values(),
  };
}

/** Slots are shared by all processes; memory and connections to the database are each process's own, and divided among them. */
function limiterOf({ store, limits }: ServerOptions, all?: SharedAmongProcesses): ConcurrencyLimiter {
  const whole = { ...concurrencyLimits, connections: store.pool.options.max, ...limits };
  const unreadBytes = whole.unreadBytes / (all?.count ?? 1);
  return new ConcurrencyLimiter({ ...whole, unreadBytes }, all?.slots);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen({ port, host, backlog: maxWaiting }, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): DomainError {
  const reasons: Record<string, string> = {
    EADDRINUSE: `The port ${port} is taken by another program. Stop it, or choose another port with ENGRAM_API_PORT.`,
    EACCES: `The port ${port} may not be opened by this user. Choose one above 1023 with ENGRAM_API_PORT.`,
    EADDRNOTAVAIL: `The address ${host} does not belong to this machine. Choose another with ENGRAM_HOST.`,
    ENOTFOUND: `The address ${host} is not known. Choose another with ENGRAM_HOST.`,
  };
  const message = reasons[error.code ?? ''] ?? `The API cannot listen on ${host}:${port}: ${error.message}.`;
  return new DomainError(error.code === 'EADDRINUSE' ? 'CONFLICT' : 'INVALID_ARGUMENT', message, {
    cause: error,
  });
}
