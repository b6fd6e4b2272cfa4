import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import { admission } from './admission.ts';
import type { Context } from './context.ts';
import { createErrorFormat } from './errors.ts';
import { documentLimits } from './limits/document-limits.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics/metrics.ts';
import { timeOperations } from './metrics/time-operations.ts';
import { ownDocuments } from './persisted-documents.ts';
import { errorOrigins, failedRequest } from './request-id.ts';

/** Longest document in lexical tokens: it bounds the time of parsing and validation. */
export const maxTokens = 4_000;

export function createApollo(schema: GraphQLSchema, log: Log, metrics: Metrics): ApolloServer<Context> {
  const format = createErrorFormat(log);
  return new ApolloServer<Context>({
    schema,
    formatError: (formatted, error) => format(formatted, error, failedRequest(error)),
    validationRules: [documentLimits],
    validationOptions: { maxErrors: 10 },
    parseOptions: { maxTokens },
    plugins: [
      timeOperations(metrics),
      errorOrigins,
      admission,
      // It would watch every field of every answer, and no answer here may be cached by others.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    introspection: true,
    persistedQueries: { cache: ownDocuments },
    includeStacktraceInErrorResponses: false,
    // Whoever started the server closes the store after it.
    stopOnTerminationSignals: false,
    logger: {
      debug() {},
      info() {},
      warn: (message) => log({ message: String(message) }),
      error: (message) => log({ message: String(message) }),
    },
  });
}
