import 'reflect-metadata';
import { GraphQLDateTime } from 'graphql-scalars';
import { lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';
import { invariant, InvariantError } from '@engram/core';
import { buildSchemaSync, getMetadataStorage, type PubSub } from 'type-graphql';
import { AgreementResolver } from './agreement/agreement.resolver.ts';
import { ClassSummaryResolver } from './class-summary/class-summary.resolver.ts';
import { CommentListResolver, CommentResolver } from './comment/comment.resolver.ts';
import { DatapointResolver } from './datapoint/datapoint.resolver.ts';
import { DatasetResolver, LatentClassResolver } from './dataset/dataset.resolver.ts';
import { ClassDifferenceResolver, DisagreementsResolver } from './disagreement/disagreement.resolver.ts';
import { RunEncodersResolver } from './encoder/encoder.resolver.ts';
import {
  EnsembleConnectionResolver,
  EnsembleResolver,
  RunEnsembleResolver,
} from './ensemble/ensemble.resolver.ts';
import {
  EnsembleExperimentsResolver,
  ExperimentConnectionResolver,
  ExperimentResolver,
  SeriesPointResolver,
} from './experiment/experiment.resolver.ts';
import { ExperimentMutationResolver } from './experiment/experiment-mutation.resolver.ts';
import { MethodResolver } from './method/method.resolver.ts';
import {
  MeasureCorrelationResolver,
  MemorizingUnitResolver,
  RunFindingsResolver,
} from './finding/finding.resolver.ts';
import { DatapointEncoderValueResolver } from './encoder-value/encoder-value.resolver.ts';
import { RunMapResolver } from './representation-map/representation-map.resolver.ts';
import { DatapointNeighbourResolver, NeighbourResolver } from './neighbour/neighbour.resolver.ts';
import { NodeResolver } from './node/node.resolver.ts';
import { NotesChangeResolver } from './notes/notes-change.resolver.ts';
import { RateLimitResolver } from './rate-limit/rate-limit.resolver.ts';
import { RunListResolver } from './run/run-list.resolver.ts';
import { RunMutationResolver } from './run/run-mutation.resolver.ts';
import { RunNotesResolver } from './run/run-notes.resolver.ts';
import { RunProgressResolver } from './run/run-progress.resolver.ts';
import { RunConnectionResolver, RunResolver, RunSummaryResolver } from './run/run.resolver.ts';
import { SavedViewResolver } from './saved-view/saved-view.resolver.ts';
import { ScoreConnectionResolver, ScoreResolver } from './score/score.resolver.ts';
import { SnapshotResolver } from './snapshot/snapshot.resolver.ts';
import { DatapointTagResolver, TagResolver } from './tag/tag.resolver.ts';
import { ViewerResolver } from './viewer/viewer.resolver.ts';
import { DatapointViewsResolver } from './views/datapoint-views.resolver.ts';
import { WorkerJobResolver, WorkerResolver } from './worker/worker.resolver.ts';
import { DatasetPoliciesResolver, PolicyViewsResolver } from './views/policy-views.resolver.ts';

const noTopics: PubSub = {
  publish: () => invariant(false, 'nothing is published to topics'),
  subscribe: () => {
    throw new InvariantError('nothing is published to topics');
  },
};

export function createSchema(): GraphQLSchema {
  // Fields without a resolver are properties, and read as such: type-graphql's own reader takes three calls and a promise.
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers = true;
  return buildSchemaSync({
    resolvers: [
      AgreementResolver,
      ClassDifferenceResolver,
      ClassSummaryResolver,
      CommentListResolver,
      CommentResolver,
      DatapointEncoderValueResolver,
      DatapointNeighbourResolver,
      DatapointResolver,
      DatapointTagResolver,
      DatapointViewsResolver,
      DatasetPoliciesResolver,
      PolicyViewsResolver,
      DatasetResolver,
      DisagreementsResolver,
      EnsembleConnectionResolver,
      EnsembleExperimentsResolver,
      EnsembleResolver,
      ExperimentConnectionResolver,
      SeriesPointResolver,
      ExperimentMutationResolver,
      ExperimentResolver,
      LatentClassResolver,
      MethodResolver,
      NeighbourResolver,
      MeasureCorrelationResolver,
      MemorizingUnitResolver,
      RunFindingsResolver,
      RunMapResolver,
      NodeResolver,
      NotesChangeResolver,
      RateLimitResolver,
      RunConnectionResolver,
      RunEncodersResolver,
      RunEnsembleResolver,
      RunListResolver,
      RunMutationResolver,
      RunNotesResolver,
      RunProgressResolver,
      RunResolver,
      RunSummaryResolver,
      SavedViewResolver,
      ScoreConnectionResolver,
      ScoreResolver,
      SnapshotResolver,
      TagResolver,
      ViewerResolver,
      WorkerJobResolver,
      WorkerResolver,
    ],
    scalarsMap: [{ type: Date, scalar: GraphQLDateTime }],
    // Subscriptions watch the database, not topics of this process.
    pubSub: noTopics,
    validate: false,
  });
}

/** The schema as text, sorted, as committed in server/schema.graphql. */
export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(createSchema()))}\n`;
}
