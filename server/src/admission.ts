import type { ApolloServerPlugin } from '@apollo/server';
import { commandLine, DomainError, scopeIncludes } from '@engram/core';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { neededScope } from './access/needed-scope.ts';
import { ArgumentError } from './argument-error.ts';
import type { Context } from './context.ts';
import { checkedCost } from './limits/cost-limit.ts';
import { operationError } from './limits/limit-error.ts';
import { setRateLimit } from './limits/rate-limit.ts';
import { acquireWork } from './limits/work.ts';
import { isOwnDocument } from './persisted-documents.ts';

export interface Operation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Readonly<Record<string, unknown>>;
  /** SHA-256 of the document's text. */
  hash: string;
}

/**
 * All that is decided about an operation before it is executed: whether its document is answered here, whether its caller may,
 * and whether it costs too much; call `context.release` when it was executed.
 * @throws GraphQLError FORBIDDEN, LIMIT_EXCEEDED, RATE_LIMITED or OVERLOADED
 */
export async function admitOperation(context: Context, asked: Operation): Promise<void> {
  const { caller, persistedOnly } = context;
  if (persistedOnly && !isOwnDocument(asked.hash))
    throw operationError(
      new DomainError(
        'FORBIDDEN',
        'This server answers only the documents of its own pages (ENGRAM_PERSISTED_ONLY).',
      ),
    );
  const needed = neededScope(asked.schema, asked.document, asked.operation);
  if (!scopeIncludes(caller.scope, needed))
    throw operationError(
      new DomainError(
        'FORBIDDEN',
        `This needs a token of scope ${needed}, and yours has ${caller.scope}. Make one on the server's machine with: ${commandLine(`token create --name NAME --scope ${needed}`)}`,
      ),
    );
  const cost = Math.max(1, checkedCost(asked.schema, asked.document, asked.operation, asked.variables));
  try {
    context.release = await acquireWork(context.limiter, caller, cost);
    context.cost = cost;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw operationError(error, undefined, error.code === 'OVERLOADED' ? { 'retry-after': '1' } : {});
  }
}

const streamedElsewhere = (): DomainError =>
  new ArgumentError(
    'query',
    'Subscriptions are streamed as server-sent events: send this to POST /graphql/stream.',
  );

/** Admits every query and mutation; a document that is none costs one. */
export const admission: ApolloServerPlugin<Context> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ contextValue, schema, document, operation, request, queryHash }) {
        const variables = request.variables ?? {};
        if (operation?.operation === 'subscription') throw operationError(streamedElsewhere());
        if (operation)
          await admitOperation(contextValue, { schema, document, operation, variables, hash: queryHash });
      },
      async willSendResponse({ contextValue: { caller, cost, release }, response: { http } }) {
        release();
        if (!caller.budget) return;
        if (cost === 0) await caller.budget.take(1);
        setRateLimit(caller.budget, (name, value) => void http.headers.set(name, value), http.status === 429);
      },
    };
  },
};
