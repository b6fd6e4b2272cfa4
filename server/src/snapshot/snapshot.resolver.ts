import { Arg, Ctx, Extensions, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { snapshotWork, tableWork, works } from '../limits/field-work.ts';
import type { Context } from '../context.ts';
import { Run } from '../run/run.type.ts';
import { bibtexOf, cffOf, risOf } from './citation.ts';
import { citationOf, createSnapshot, findSnapshot, latexTableOf, runsOf } from './snapshot.service.ts';
import { Snapshot, SnapshotPayload } from './snapshot.type.ts';

@Resolver(() => Snapshot)
export class SnapshotResolver {
  @Query(() => Snapshot, { nullable: true, description: 'A snapshot by its hash; null when unknown.' })
  snapshot(
    @Ctx() context: Context,
    @Arg('hash', () => String, { description: 'Hash of the snapshot, 64 hexadecimal digits.' }) hash: string,
  ): Promise<Snapshot | null> {
    return findSnapshot(context, hash);
  }

  @Extensions(works(snapshotWork))
  @Mutation(() => SnapshotPayload, {
    description:
      'Publishes finished runs as an immutable snapshot. The same content gives the same snapshot, which keeps its first title.',
  })
  createSnapshot(
    @Ctx() context: Context,
    @Arg('runs', () => [ID], { description: 'Ids of finished runs, at most 50.' }) runs: string[],
    @Arg('title', () => String, { description: 'Title for people and citations.' }) title: string,
  ): Promise<SnapshotPayload> {
    return createSnapshot(context, runs, title);
  }

  @FieldResolver(() => [Run], { description: 'The runs it holds, in the order they were first given in.' })
  runs(@Ctx() context: Context, @Root() snapshot: Snapshot): Promise<Run[]> {
    return runsOf(context, snapshot);
  }

  @FieldResolver(() => String, {
    description: 'BibTeX entry (@misc, UTF-8). The authors are a placeholder: put your names.',
  })
  bibtex(@Root() snapshot: Snapshot): string {
    return bibtexOf(citationOf(snapshot));
  }

  @FieldResolver(() => String, {
    description: 'RIS record (DATA). The authors are a placeholder: put your names.',
  })
  ris(@Root() snapshot: Snapshot): string {
    return risOf(citationOf(snapshot));
  }

  @FieldResolver(() => String, {
    description: 'Citation File Format 1.2.0 (CITATION.cff). The authors are a placeholder: put your names.',
  })
  cff(@Root() snapshot: Snapshot): string {
    return cffOf(citationOf(snapshot));
  }

  @Extensions(works(tableWork))
  @FieldResolver(() => String, {
    description: 'LaTeX table (booktabs) of the most memorized datapoints of each run, with their intervals.',
  })
  latexTable(
    @Ctx() context: Context,
    @Root() snapshot: Snapshot,
    @Arg('top', () => Int, {
      nullable: true,
      defaultValue: 10,
      description: 'Datapoints of each run, 1 to 100.',
    })
    top?: number | null,
  ): Promise<string> {
    return latexTableOf(context, snapshot, top ?? 10);
  }
}
