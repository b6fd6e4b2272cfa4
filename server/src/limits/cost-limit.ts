import type { ApolloServerPlugin } from '@apollo/server';
import {
  getVariableValues,
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { costOf, highestCost } from './cost.ts';
import { limitError } from './limit-error.ts';

/** @throws GraphQLError LIMIT_EXCEEDED when the operation may return more objects than a query may ask for. */
export function refuseCostly(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  // Wrong variables are refused with their own message when the operation is executed.
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 1,
  });
  const cost = costOf({ schema, operation, fragments, variables: coerced ?? {} });
  if (cost > highestCost)
    throw limitError(
      `The query may return ${cost} objects, and ${highestCost} are allowed. Ask for smaller pages or fewer nested lists.`,
      [operation],
    );
}

/** Applies the limit to every operation, before it is executed. */
export const costLimit: ApolloServerPlugin = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request }) {
        if (operation) refuseCostly(schema, document, operation, request.variables ?? {});
      },
    };
  },
};
