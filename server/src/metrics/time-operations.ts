import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../context.ts';
import { isOwnDocument } from '../persisted-documents.ts';
import type { Metrics } from './metrics.ts';

/** Times queries and mutations. Only our own documents have names here: those of strangers would be without number. */
export const timeOperations = ({ operations }: Metrics): ApolloServerPlugin<Context> => ({
  async requestDidStart() {
    const startedMs = performance.now();
    return {
      async willSendResponse({ operationName, queryHash, errors }) {
        const isOwn = queryHash !== undefined && isOwnDocument(queryHash);
        operations.observe(
          {
            operation: (isOwn && operationName) || 'other',
            outcome: errors && errors.length > 0 ? 'error' : 'ok',
          },
          (performance.now() - startedMs) / 1000,
        );
      },
    };
  },
});
