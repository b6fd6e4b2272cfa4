import { expressMiddleware } from '@as-integrations/express5';
import type { ApolloServer } from '@apollo/server';
import type { HostPolicy } from '@engram/core';
import { limitedBy, type Store } from '@engram/store';
import express, { type Express, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import { admit } from './access/admit.ts';
import { callerOf } from './access/caller.ts';
import type { TokenWatch } from './access/token-watch.ts';
import type { Identify } from './access/identify.ts';
import { createContext, type Context, type RunSettings } from './context.ts';
import { createErrorFormat } from './errors.ts';
import { serveExperiment } from './exports/serve-experiment.ts';
import { serveExport } from './exports/serve-export.ts';
import { serveMap } from './exports/serve-map.ts';
import { sayClosing } from './http/closing.ts';
import { allowOrigin } from './http/cors.ts';
import { serveGraphiql } from './http/graphiql.ts';
import { reportHealth, reportLife, reportReadiness } from './http/health.ts';
import { checkHost } from './http/host-check.ts';
import { serveImage } from './http/images.ts';
import { limitCaller, limitRequests } from './http/limit-requests.ts';
import { abortSignalOf, requestTimeoutMs, timeoutAfter } from './http/request-timeout.ts';
import { showLandingPage } from './http/landing-page.ts';
import { createErrorHandler, onlyMethods, readOnly, unknownPath, writeOnly } from './http/error-response.ts';
import { limitBody, limitNesting } from './http/graphql-body.ts';
import { acceptPublicPath } from './http/public-path.ts';
import { streamSubscriptions } from './http/subscriptions.ts';
import { servePolicyViews } from './http/policy-views.ts';
import { serveViews } from './http/views.ts';
import type { AllBudgets } from './limits/budgets.ts';
import type { ConcurrencyLimiter } from './limits/concurrency-limiter.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/serve-metrics.ts';
import type { NotesWatch } from './notes/notes-watch.ts';
import { identifyRequest, requestIdOf } from './request-id.ts';
import type { FigureMaker } from './snapshot/figure-maker.ts';
import { serveEmbed } from './snapshot/embed/serve-embed.ts';
import { serveReviews } from './snapshot/review/serve-review.ts';
import { serveFigure } from './snapshot/serve-figure.ts';
import { showSnapshot } from './snapshot/snapshot-page.ts';

/** 1,000 content hashes take 70 kB. */
const bodyLimitBytes = 256 * 1024;

const readPaths = [
  '/',
  '/health',
  '/healthz',
  '/readyz',
  '/metrics',
  '/images/:name',
  '/views/:run/:name',
  '/policy-views/:dataset/:name',
  '/export/runs/:name',
  '/export/maps/:run',
  '/export/experiments/:name',
  '/s/:hash',
  '/s/:hash/embed',
  '/snapshot/:hash/figures/:name',
];

export interface AppOptions {
  schema: GraphQLSchema;
  apollo: ApolloServer<Context>;
  store: Store;
  home: string;
  log: Log;
  metrics: Metrics;
  corsOrigin?: string;
  /** What is needed to queue runs, when this server may. */
  runSettings?: RunSettings;
  /** Draws the figures of snapshots, when this server may. */
  figures?: FigureMaker;
  persistedOnly: boolean;
  publicUrl?: string;
  hosts: HostPolicy;
  identify: Identify;
  /** Of those who come by a link for review. */
  reviewBudgets: AllBudgets['review'];
  watch: TokenWatch;
  limiter: ConcurrencyLimiter;
  /** Aborted when this process stops listening. */
  closing: AbortSignal;
  notes: NotesWatch;
}

function contextMaker(options: AppOptions): (response: Response) => Context {
  const { store, log, runSettings, figures, persistedOnly, publicUrl, limiter } = options;
  return (response) =>
    createContext({
      store: limitedBy(store, abortSignalOf(response), () =>
        limiter.acquireConnection(callerOf(response).key),
      ),
      requestId: requestIdOf(response),
      log,
      caller: callerOf(response),
      limiter,
      notes: options.notes,
      persistedOnly,
      publicUrl,
      runSettings,
      figures,
    });
}

export function createApp(options: AppOptions): Express {
  const { schema, apollo, store, home, log, figures, publicUrl, limiter, watch } = options;
  const contextOf = contextMaker(options);
  const app = express();
  app.disable('x-powered-by');
  // Hashing every answer would buy nothing: no answer to a POST is asked for again by its tag. Files bring their own.
  app.disable('etag');
  app.use(identifyRequest);
  app.use(sayClosing(options.closing));
  app.use(checkHost(options.hosts));
  app.use(acceptPublicPath(publicUrl));
  if (options.corsOrigin) app.use(allowOrigin(options.corsOrigin));
  app.get('/', showLandingPage(publicUrl));
  app.use(serveGraphiql());
  app.get('/health', reportHealth(store, log));
  app.get('/healthz', reportLife);
  app.get('/readyz', reportReadiness(store, log));
  // All that shows data stands below.
  app.use(limitRequests(limiter));
  // Whoever holds such a link needs no token.
  app.use(
    '/review',
    serveReviews({ store, home, limiter, watch, figures, publicUrl, budgets: options.reviewBudgets }),
  );
  app.use(admit(options.identify));
  app.use(limitCaller(limiter));
  app.get('/metrics', serveMetrics(options.metrics, log));
  app.get('/images/:name', serveImage(store, home));
  app.get('/views/:run/:name', serveViews({ store, home, limiter }));
  app.get('/policy-views/:dataset/:name', servePolicyViews({ store, home, limiter }));
  app.get('/export/runs/:name', serveExport({ store, home, limiter, watch }));
  app.get('/export/maps/:run', serveMap({ store, limiter }));
  app.get('/export/experiments/:name', serveExperiment({ store, limiter }));
  app.get('/s/:hash', showSnapshot({ store, limiter, publicUrl, figures }));
  app.get('/s/:hash/embed', serveEmbed({ store, limiter, figures }));
  app.get('/snapshot/:hash/figures/:name', serveFigure({ store, limiter, figures, publicUrl }));
  app.all('/graphql', onlyMethods('GET', 'HEAD', 'POST', 'OPTIONS'));
  app.use('/graphql', limitBody(bodyLimitBytes), express.json({ limit: bodyLimitBytes }), limitNesting);
  app.post(
    '/graphql/stream',
    streamSubscriptions({
      schema,
      formatError: createErrorFormat(log),
      contextOf,
      watch,
      closing: options.closing,
    }),
  );
  app.all('/graphql/stream', writeOnly);
  app.use('/graphql', timeoutAfter(requestTimeoutMs));
  app.use('/graphql', expressMiddleware(apollo, { context: async ({ res }) => contextOf(res) }));
  for (const path of readPaths) app.all(path, readOnly);
  app.use(unknownPath);
  app.use(createErrorHandler(bodyLimitBytes, log));
  return app;
}
