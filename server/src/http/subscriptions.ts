import { once } from 'node:events';
import type { RequestHandler, Response } from 'express';
import {
  GraphQLError,
  subscribe,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { DomainError } from '@engram/core';
import type { TokenWatch } from '../access/token-watch.ts';
import type { Context } from '../context.ts';
import type { ErrorFormat } from '../errors.ts';
import { setRateLimit } from '../limits/rate-limit.ts';
import { requestIdOf } from '../request-id.ts';
import { prepareSubscription } from './prepare-subscription.ts';
import { sendError } from './error-response.ts';

/** Proxies drop connections that stay silent for longer. */
const heartbeatMs = 15_000;
/** How long a stream lives that is opened over an old connection of a process that is closing: it tells how things stand. */
const firstEventMs = 1_000;

export interface SubscriptionOptions {
  schema: GraphQLSchema;
  formatError: ErrorFormat;
  contextOf: (response: Response) => Context;
  watch: TokenWatch;
  /** Aborted when this process stops listening. */
  closing: AbortSignal;
}

/**
 * `POST /graphql/stream`: a subscription as server-sent events, in the distinct connections mode of the GraphQL over SSE
 * protocol (events `next` and `complete`), which the clients of `graphql-sse` speak. Only JSON bodies are read, so that no
 * page of another origin can ask.
 */
export function streamSubscriptions({
  schema,
  formatError,
  contextOf,
  watch,
  closing,
}: SubscriptionOptions): RequestHandler {
  const formatOf =
    (response: Response) =>
    (error: GraphQLError): GraphQLFormattedError =>
      formatError(
        { ...error.toJSON(), extensions: { code: 'INTERNAL_SERVER_ERROR', ...error.extensions } },
        error,
        requestIdOf(response),
      );
  const sendErrors = (response: Response, errors: readonly GraphQLError[]): void => {
    const http = errors[0]?.extensions.http as { status?: number; headers?: Headers } | undefined;
    http?.headers?.forEach((value, name) => response.setHeader(name, value));
    response.status(http?.status ?? 400).json({ errors: errors.map(formatOf(response)) });
  };

  return async (request, response) => {
    if (!request.accepts('text/event-stream'))
      return sendError(
        response,
        406,
        'INVALID_ARGUMENT',
        "Subscriptions are answered as server-sent events: accept 'text/event-stream'.",
      );
    const context = contextOf(response);
    if (!(await context.limiter.acquireStream(context.caller.key, response))) return sendTooMany(response);
    cutWhenClosing(response, closing);
    const reader = new AbortController();
    response.once('close', () => reader.abort());
    const prepared = await prepareSubscription(schema, request.body, context);
    // A stream waits most of its time, and holds nobody up.
    context.release();
    if (response.closed) return;
    const { budget } = context.caller;
    if (budget)
      setRateLimit(budget, (name, value) => void response.setHeader(name, value), context.cost === 0);
    if ('errors' in prepared) return sendErrors(response, prepared.errors);
    const contextValue = { ...context, signal: reader.signal };
    const result = await subscribe({ schema, contextValue, ...prepared });
    if (!(Symbol.asyncIterator in result)) return sendErrors(response, result.errors ?? []);
    if (response.closed) return void result.return();
    let problem: DomainError | undefined;
    const unwatch = watch.watch(context.caller, (found) => {
      problem = found;
      reader.abort();
      // Who does not read cannot be told.
      if (response.writableNeedDrain) response.destroy();
    });
    response.once('close', unwatch);
    await send(response, result, formatOf(response), () => problem);
  };
}

function sendTooMany(response: Response): void {
  if (response.closed) return;
  response.setHeader('retry-after', '5');
  sendError(
    response,
    503,
    'OVERLOADED',
    'You have as many streams open as one caller may have now; close some, ask again later, or poll by queries.',
  );
}

/** Only a stream that breaks off is opened again by its client, which then hears how things stand; one that completes is over. */
function cutWhenClosing(response: Response, closing: AbortSignal): void {
  const cut = (): void => void response.destroy();
  if (closing.aborted) setTimeout(cut, firstEventMs).unref();
  closing.addEventListener('abort', cut);
  response.once('close', () => closing.removeEventListener('abort', cut));
}

async function send(
  response: Response,
  results: AsyncGenerator<ExecutionResult, void, void>,
  format: (error: GraphQLError) => GraphQLFormattedError,
  problem: () => DomainError | undefined,
): Promise<void> {
  response.once('close', () => void results.return());
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMs);
  const event = (result: ExecutionResult): string => {
    const errors = result.errors?.map(format);
    return `event: next\ndata: ${JSON.stringify({ ...result, errors })}\n\n`;
  };
  try {
    for await (const result of results)
      // A client that does not read is waited for, and not written to.
      if (!response.write(event(result)))
        await Promise.race([once(response, 'drain'), once(response, 'close')]);
    const ended = problem();
    if (ended) response.write(event(errorResult(ended)));
  } catch (error) {
    response.write(event(errorResult(error instanceof Error ? error : new Error(String(error)))));
  } finally {
    clearInterval(heartbeat);
    response.end('event: complete\ndata: \n\n');
  }
}

function errorResult(cause: Error): ExecutionResult {
  return { errors: [new GraphQLError(cause.message, { originalError: cause })] };
}
