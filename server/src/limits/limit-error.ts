import { HeaderMap } from '@apollo/server';
import { DomainError } from '@engram/core';
import { GraphQLError, type ASTNode } from 'graphql';

/** An error of a whole operation, before any of it is executed: its HTTP status is that of the error table. */
export function operationError(
  error: DomainError,
  nodes?: readonly ASTNode[],
  headers: Record<string, string> = {},
): GraphQLError {
  return new GraphQLError(error.message, {
    nodes,
    originalError: error,
    extensions: { http: { status: error.traits.http, headers: new HeaderMap(Object.entries(headers)) } },
  });
}

export function limitError(message: string, nodes?: readonly ASTNode[]): GraphQLError {
  return operationError(new DomainError('LIMIT_EXCEEDED', message), nodes);
}
