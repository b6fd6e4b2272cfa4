import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { DomainError, errorTable, type ErrorCode } from '@engram/core';
import type { Log } from '../log.ts';
import { requestIdOf } from '../request-id.ts';
import { unreadableWords, type UnreadableError } from './unreadable.ts';

/** An answer outside GraphQL in the shape of one, so that clients have one kind of error to read. */
export function refuse(response: Response, status: number, code: ErrorCode, message: string): void {
  if (status === 401) response.setHeader('www-authenticate', 'Bearer realm="engram"');
  const extensions = { code: errorTable[code].graphql, requestId: requestIdOf(response) };
  response.status(status).json({ errors: [{ message, extensions }] });
}

export const refuseUnknownPath: RequestHandler = (_request, response) =>
  refuse(response, 404, 'NOT_FOUND', 'There is nothing at this address. Queries go to POST /graphql.');

/** For an address that is only read. */
export const refuseToWrite: RequestHandler = (request, response) => {
  response.setHeader('allow', 'GET, HEAD');
  refuse(
    response,
    405,
    'INVALID_ARGUMENT',
    `This address is read by GET; ${request.method} does nothing here.`,
  );
};

/** For an address that takes queries in a body. */
export const refuseToRead: RequestHandler = (request, response) => {
  response.setHeader('allow', 'POST');
  refuse(
    response,
    405,
    'INVALID_ARGUMENT',
    `This address takes a POST with the query as JSON, not a ${request.method}.`,
  );
};

/** What is thrown before a query is read: by ourselves, or by Express at bodies that are too large, or no JSON. */
export function refuseUnread(bodyLimitBytes: number, log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    // Whoever asked has left: nothing went wrong here, and nobody reads an answer.
    if (response.closed) return;
    if (error instanceof DomainError) {
      const { http } = error.traits;
      if (http >= 500) log({ message: error.message, requestId: requestIdOf(response), error });
      return refuse(response, http, error.code, error.message);
    }
    const unreadable = error as UnreadableError;
    const { type, status } = unreadable;
    if (type === 'entity.too.large')
      return refuse(
        response,
        413,
        'LIMIT_EXCEEDED',
        `The request is longer than ${bodyLimitBytes / 1024} KiB. Split it.`,
      );
    if (status !== undefined && status >= 400 && status < 500) {
      for (const [name, value] of Object.entries(unreadable.headers ?? {})) response.setHeader(name, value);
      return refuse(response, status, 'INVALID_ARGUMENT', unreadableWords(unreadable));
    }
    log({ message: 'an unknown error was masked', requestId: requestIdOf(response), error });
    refuse(
      response,
      500,
      'INTERNAL',
      `Something went wrong in the server, and was logged as ${requestIdOf(response)}.`,
    );
  };
}
