import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { ClassSummaryResolver } from './class-summary/class-summary.resolver.ts';
import { DatapointResolver } from './datapoint/datapoint.resolver.ts';
import { DatasetResolver, LatentClassResolver } from './dataset/dataset.resolver.ts';
import { MethodResolver } from './method/method.resolver.ts';
import { NodeResolver } from './node/node.resolver.ts';
import { RunConnectionResolver, RunResolver, RunSummaryResolver } from './run/run.resolver.ts';
import { ScoreConnectionResolver, ScoreResolver } from './score/score.resolver.ts';

export function createSchema(): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [
      ClassSummaryResolver,
      DatapointResolver,
      DatasetResolver,
      LatentClassResolver,
      MethodResolver,
      NodeResolver,
      RunConnectionResolver,
      RunResolver,
      RunSummaryResolver,
      ScoreConnectionResolver,
      ScoreResolver,
    ],
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    validate: false,
  });
}

/** The schema as text, sorted, as committed in server/schema.graphql. */
export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(createSchema()))}\n`;
}
