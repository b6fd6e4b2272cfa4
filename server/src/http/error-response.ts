import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { DomainError, errorTable, type ErrorCode } from '@engram/core';
import type { Log } from '../log.ts';
import { requestIdOf } from '../request-id.ts';
import { unreadableMessage, type UnreadableError } from './unreadable.ts';

/** Headers that describe a file which is not sent after all. */
const headersOfFiles = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'etag',
  'expires',
  'last-modified',
];

/** An error outside GraphQL in the shape of one inside, so that clients have one kind of error to read. */
export function sendError(response: Response, status: number, code: ErrorCode, message: string): void {
  if (status === 401) response.setHeader('www-authenticate', 'Bearer realm="engram"');
  for (const name of headersOfFiles) response.removeHeader(name);
  const extensions = { code: errorTable[code].graphql, requestId: requestIdOf(response) };
  response
    .status(status)
    .type('application/json')
    .send(JSON.stringify({ errors: [{ message, extensions }] }));
}

export const unknownPath: RequestHandler = (_request, response) =>
  sendError(response, 404, 'NOT_FOUND', 'There is nothing at this address. Queries go to POST /graphql.');

/** For an address that is only read. */
export const readOnly: RequestHandler = (request, response) => {
  response.setHeader('allow', 'GET, HEAD');
  sendError(
    response,
    405,
    'INVALID_ARGUMENT',
    `This address is read by GET; ${request.method} does nothing here.`,
  );
};

/** For an address that takes queries in a body. */
export const writeOnly: RequestHandler = (request, response) => {
  response.setHeader('allow', 'POST');
  sendError(
    response,
    405,
    'INVALID_ARGUMENT',
    `This address takes a POST with the query as JSON, not a ${request.method}.`,
  );
};

/** Answers 405 to every method but those named, which are served by handlers above or below. */
export function onlyMethods(...methods: readonly string[]): RequestHandler {
  const allowed = methods.join(', ');
  return (request, response, next) => {
    if (methods.includes(request.method)) return next();
    response.setHeader('allow', allowed);
    sendError(
      response,
      405,
      'INVALID_ARGUMENT',
      `This address answers ${allowed}, and not ${request.method}.`,
    );
  };
}

/** Answers what is thrown outside GraphQL: by ourselves, by Express, or by its parsers at bodies that they cannot read. */
export function createErrorHandler(bodyLimitBytes: number, log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    // Whoever asked has left: nothing went wrong here, and nobody reads an answer.
    if (response.closed) return;
    if (error instanceof DomainError) {
      const { http } = error.traits;
      if (http >= 500 && error.code !== 'OVERLOADED')
        log({ message: error.message, requestId: requestIdOf(response), error });
      return sendError(response, http, error.code, error.message);
    }
    const unreadable = error as UnreadableError;
    const { type, status = 500, headers = {} } = unreadable;
    if (type === 'entity.too.large')
      return sendError(
        response,
        413,
        'LIMIT_EXCEEDED',
        `The request is longer than ${bodyLimitBytes / 1024} KiB. Split it.`,
      );
    if (status >= 400 && status < 500) {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      return sendError(
        response,
        status,
        status === 404 ? 'NOT_FOUND' : 'INVALID_ARGUMENT',
        unreadableMessage(unreadable),
      );
    }
    log({ message: 'an unknown error was masked', requestId: requestIdOf(response), error });
    sendError(
      response,
      500,
      'INTERNAL',
      `Something went wrong in the server, and was logged as ${requestIdOf(response)}.`,
    );
  };
}
