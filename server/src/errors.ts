import { DomainError, errorTable, protocolCodes } from '@engram/core';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ArgumentError } from './argument-error.ts';
import type { Log } from './log.ts';

export type ErrorFormat = (
  formatted: GraphQLFormattedError,
  error: unknown,
  requestId: string,
) => GraphQLFormattedError;

/**
 * The one place where an error becomes what a client sees: ours with its code from the error table, what GraphQL finds wrong with
 * a request, all others masked and logged. Every one carries the id of its request.
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
    const code = codeOfMistake(error, cause);
    if (code !== null) {
      const { message, locations, path } = formatted;
      return { message, locations, path, extensions: { code, requestId: id } };
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

/**
 * The code of a mistake of the client that GraphQL or Apollo found, whose message is meant for it; null for all others. Of their
 * many codes, those that clients of every library know are passed on; the rest are wrong arguments.
 */
function codeOfMistake(error: unknown, cause: unknown): string | null {
  if (!(error instanceof GraphQLError) || !(cause instanceof GraphQLError)) return null;
  const code = error.extensions.code ?? cause.extensions.code;
  if (code === errorTable.INTERNAL.graphql) return null;
  // Of a field that is executed, wrong arguments point into the document; a result that does not fit its type points nowhere.
  if (error.path !== undefined && cause.nodes === undefined) return null;
  return protocolCodes.find((known) => known === code) ?? errorTable.INVALID_ARGUMENT.graphql;
}
