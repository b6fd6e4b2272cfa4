import {
  getVariableValues,
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { costOf, highestCost } from './cost.ts';
import { limitError } from './limit-error.ts';
import { bulkHint } from './rate-limit.ts';

/**
 * The objects that an operation may return, and those that take as much work as the rest of it.
 * @throws GraphQLError LIMIT_EXCEEDED when they are more than a query may ask for.
 */
export function checkedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
    ),
  );
  // Wrong variables are rejected with their own message when the operation is executed.
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, {
    maxErrors: 1,
  });
  const cost = costOf({ schema, operation, fragments, variables: coerced ?? {} });
  if (cost > highestCost)
    throw limitError(
      `The query costs ${cost} objects, and ${highestCost} are allowed. Ask for smaller pages, fewer nested lists or a simpler filter. ${bulkHint}`,
      [operation],
    );
  return cost;
}
