import { DomainError, errorTable } from '@engram/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentError } from './argument-error.ts';
import type { Log } from './log.ts';

/** Codes of Apollo for what is wrong before any resolver runs, and ours for the same. */
const argumentCodes = new Set<unknown>(['BAD_USER_INPUT', 'BAD_REQUEST', 'OPERATION_RESOLUTION_FAILURE']);

export type ErrorFormat = (
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId: string,
) => GraphQLFormattedError;

/**
 * The one place where an error becomes what a client sees: ours with its code from the error table, GraphQL's own as they
 * are, all others masked and logged. Every one carries the id of its request.
 */
export function createErrorFormat(log: Log): ErrorFormat {
  return (formatted, error, id) => {
    const cause = rootOf(error);
    if (cause instanceof DomainError) {
      // What the client can mend, or had better try later, is not our concern.
      if (cause.traits.http >= 500 && cause.code !== 'OVERLOADED')
        log({ message: cause.message, requestId: id, error: cause });
      return known(formatted, cause, id);
    }
    if (isOfGraphql(error, cause)) {
      const code = argumentCodes.has(formatted.extensions?.code)
        ? errorTable.INVALID_ARGUMENT.graphql
        : formatted.extensions?.code;
      return { ...formatted, extensions: { ...formatted.extensions, code, requestId: id } };
    }
    log({ message: 'an unknown error was masked', requestId: id, path: formatted.path, error: cause });
    return {
      message: `Something went wrong in the server, and was logged as ${id}. If it happens again, report that id.`,
      locations: formatted.locations,
      path: formatted.path,
      extensions: { code: errorTable.INTERNAL.graphql, requestId: id },
    };
  };
}

function known(formatted: GraphQLFormattedError, error: DomainError, id: string): GraphQLFormattedError {
  const argument = error instanceof ArgumentError ? { argument: error.argument } : {};
  return {
    message: error.message,
    locations: formatted.locations,
    path: formatted.path,
    extensions: { code: error.traits.graphql, ...argument, requestId: id },
  };
}

/** What was thrown first; GraphQL and Apollo wrap it. */
function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof GraphQLError && root.originalError) root = root.originalError;
  return root;
}

/** Whether GraphQL or Apollo made it themselves, before or while reading the request: its message is meant for clients. */
function isOfGraphql(error: unknown, cause: unknown): boolean {
  return (
    cause instanceof GraphQLError &&
    error instanceof GraphQLError &&
    (error.path === undefined || error.extensions.code !== undefined) &&
    error.extensions.code !== 'INTERNAL_SERVER_ERROR'
  );
}
