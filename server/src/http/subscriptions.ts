import { once } from 'node:events';
import type { RequestHandler, Response } from 'express';
import {
  GraphQLError,
  subscribe,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Context } from '../context.ts';
import type { ErrorFormat } from '../errors.ts';
import { setRateLimit } from '../limits/rate-limit.ts';
import { requestIdOf } from '../request-id.ts';
import { prepareSubscription } from './prepare-subscription.ts';
import { sendError } from './error-response.ts';

/** Streams open at once in this process; each asks the database once a second. */
const mostStreams = 100;
/** Proxies drop connections that stay silent for longer. */
const heartbeatMs = 15_000;

export interface SubscriptionOptions {
  schema: GraphQLSchema;
  formatError: ErrorFormat;
  contextOf: (response: Response) => Context;
}

/**
 * `POST /graphql/stream`: a subscription as server-sent events, in the distinct connections mode of the GraphQL over SSE
 * protocol (events `next` and `complete`), which the clients of `graphql-sse` speak. Only JSON bodies are read, so that no
 * page of another origin can ask.
 */
export function streamSubscriptions({ schema, formatError, contextOf }: SubscriptionOptions): RequestHandler {
  let open = 0;
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
    if (open >= mostStreams) {
      response.setHeader('retry-after', '5');
      return sendError(
        response,
        503,
        'OVERLOADED',
        `There are ${mostStreams} streams open; ask again later, or poll 'run.progress'.`,
      );
    }
    const context = contextOf(response);
    const prepared = await prepareSubscription(schema, request.body, context);
    // A stream waits most of its time, and holds nobody up.
    context.leave();
    const { budget } = context.caller;
    if (budget)
      setRateLimit(budget, (name, value) => void response.setHeader(name, value), context.cost === 0);
    if ('errors' in prepared) return sendErrors(response, prepared.errors);
    open += 1;
    const reader = new AbortController();
    response.once('close', () => {
      open -= 1;
      reader.abort();
    });
    const contextValue = { ...context, signal: reader.signal };
    const result = await subscribe({ schema, contextValue, ...prepared });
    if (!(Symbol.asyncIterator in result)) return sendErrors(response, result.errors ?? []);
    await send(response, result, formatOf(response));
  };
}

async function send(
  response: Response,
  results: AsyncGenerator<ExecutionResult, void, void>,
  format: (error: GraphQLError) => GraphQLFormattedError,
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
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error));
    response.write(event({ errors: [new GraphQLError(cause.message, { originalError: cause })] }));
  } finally {
    clearInterval(heartbeat);
    response.end('event: complete\ndata: \n\n');
  }
}
