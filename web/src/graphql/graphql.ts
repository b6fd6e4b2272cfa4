import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './generated/schema-types.d.ts';

/** Types every document by the schema that the API commits (`server/schema.graphql`). */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { DateTime: string };
}>();

export type { FragmentOf, ResultOf, VariablesOf } from 'gql.tada';
