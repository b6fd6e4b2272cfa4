import { DomainError } from '@engram/core';
import { GraphQLError, type ASTNode } from 'graphql';

/** A refusal of a whole query, before any of it is executed. */
export function limitError(message: string, nodes?: readonly ASTNode[]): GraphQLError {
  return new GraphQLError(message, {
    nodes,
    originalError: new DomainError('LIMIT_EXCEEDED', message),
    extensions: { http: { status: 400 } },
  });
}
