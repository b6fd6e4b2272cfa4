import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Context } from './context.ts';

const header = 'x-request-id';

/** Gives every request an id, sent back as `x-request-id` and quoted by errors and log lines. */
export const identifyRequest: RequestHandler = (_request, response, next) => {
  const id = randomUUID();
  response.locals.requestId = id;
  response.setHeader(header, id);
  next();
};

/** The id of the request that is answered. */
export const requestIdOf = (response: Response): string => response.locals.requestId as string;

/** The requests that ran into errors, from the moment Apollo knows an error until it formats it. */
const ids = new WeakMap<object, string>();

/** The id of the request that ran into an error. */
export const failedRequest = (error: unknown): string =>
  (typeof error === 'object' && error !== null && ids.get(error)) || 'none';

/**
 * Remembers which request an error belongs to, since Apollo formats it without its context. (An id that follows the request
 * through all its promises, by AsyncLocalStorage, takes a tenth of the server's time.)
 */
export const errorOrigins: ApolloServerPlugin<Context> = {
  async requestDidStart({ contextValue }) {
    return {
      async didEncounterErrors({ errors }) {
        for (const error of errors) ids.set(error, contextValue.requestId);
      },
    };
  },
  async unexpectedErrorProcessingRequest({ requestContext, error }) {
    ids.set(error, requestContext.contextValue.requestId);
  },
  /** Rejected before it had a context: it gets another id, which replaces the one in its header. */
  async invalidRequestWasReceived({ error }) {
    const id = randomUUID();
    ids.set(error, id);
    const { extensions } = error as { extensions?: { http?: { status?: number; headers?: HeaderMap } } };
    if (!extensions) return;
    extensions.http = {
      ...extensions.http,
      headers: new HeaderMap([...(extensions.http?.headers ?? []), [header, id]]),
    };
  },
};
