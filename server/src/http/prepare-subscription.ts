import { sha256 } from '@engram/store';
import {
  getOperationAST,
  GraphQLError,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { admitOperation } from '../admission.ts';
import { maxTokens } from '../apollo.ts';
import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { documentLimits } from '../limits/document-limits.ts';
import { ownDocument } from '../persisted-documents.ts';

export type Prepared =
  | { document: DocumentNode; operationName?: string; variableValues: Record<string, unknown> }
  | { errors: readonly GraphQLError[] };

interface Asked {
  query: string;
  operationName?: string;
  variables: Record<string, unknown>;
}

/** Reads, validates and admits a subscription: what Apollo does for queries. */
export async function prepareSubscription(
  schema: GraphQLSchema,
  body: unknown,
  context: Context,
): Promise<Prepared> {
  try {
    const { query, operationName, variables } = asked(body);
    const document = parsed(query);
    const errors = validate(schema, document, [...specifiedRules, documentLimits], { maxErrors: 10 });
    if (errors.length > 0) return { errors: errors.map((one) => withCode(one, 'GRAPHQL_VALIDATION_FAILED')) };
    const operation = getOperationAST(document, operationName);
    if (!operation) throw noOperation(operationName);
    if (operation.operation !== 'subscription')
      throw mistake(
        'query',
        'Only subscriptions are streamed here. Send queries and mutations to POST /graphql.',
      );
    await admitOperation(context, { schema, document, operation, variables, hash: sha256(query) });
    return { document, operationName, variableValues: variables };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}

/** The members of the body, of the types that they must have. */
function asked(body: unknown): Asked {
  if (!isObject(body)) throw mistake('query', "Send a JSON object with a 'query' that is a subscription.");
  const { query, operationName, variables, extensions } = body;
  if ((variables ?? null) !== null && !isObject(variables))
    throw mistake('variables', "'variables' must be a JSON object.");
  if ((extensions ?? null) !== null && !isObject(extensions))
    throw mistake('extensions', "'extensions' must be a JSON object.");
  if ((operationName ?? null) !== null && typeof operationName !== 'string')
    throw mistake('operationName', "'operationName' must be a string.");
  return {
    query: (query ?? null) === null ? persistedText(extensions) : text(query),
    operationName: (operationName as string | null | undefined) ?? undefined,
    variables: (variables ?? {}) as Record<string, unknown>,
  };
}

function text(query: unknown): string {
  if (typeof query === 'string') return query;
  throw mistake('query', "'query' must be a string that holds a subscription.");
}

/** The text of a document of our own pages that was asked for by its hash. */
function persistedText(extensions: unknown): string {
  const persistedQuery = isObject(extensions) ? extensions.persistedQuery : undefined;
  if (!isObject(persistedQuery)) throw mistake('query', "Send JSON with a 'query' that is a subscription.");
  const found = ownDocument(String(persistedQuery.sha256Hash));
  if (found !== undefined) return found;
  throw withCode(new GraphQLError('PersistedQueryNotFound'), 'PERSISTED_QUERY_NOT_FOUND');
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    throw error instanceof GraphQLError ? withCode(error, 'GRAPHQL_PARSE_FAILED') : error;
  }
}

function noOperation(name: string | undefined): GraphQLError {
  return mistake(
    'operationName',
    name === undefined
      ? "The document has several operations: say which by 'operationName'."
      : `The document has no operation named ${JSON.stringify(name)}.`,
  );
}

function mistake(argument: string, message: string): GraphQLError {
  return new GraphQLError(message, { originalError: new ArgumentError(argument, message) });
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code ??= code;
  return error;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
