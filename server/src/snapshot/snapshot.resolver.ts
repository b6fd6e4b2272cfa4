import { Arg, Args, Ctx, Extensions, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { annotates } from '../access/needed-scope.ts';
import { figuresWork, snapshotWork, tableWork, works } from '../limits/field-work.ts';
import type { Context } from '../context.ts';
import { Experiment } from '../experiment/experiment.type.ts';
import { Run } from '../run/run.type.ts';
import { biblatexOf, bibtexOf } from '../citation/bibtex.ts';
import { cffOf } from '../citation/cff.ts';
import { cslJsonOf } from '../citation/csl-json.ts';
import { risOf } from '../citation/ris.ts';
import {
  amendSnapshot,
  bibliographyOfSnapshot,
  methodsOf,
  createSnapshot,
  experimentsOf,
  figuresOf,
  findSnapshot,
  runsOf,
  tableOf,
  workOf,
} from './snapshot.service.ts';
import { TableArgs } from './table.args.ts';
import { Snapshot, SnapshotFigure, SnapshotPayload } from './snapshot.type.ts';

@Resolver(() => Snapshot)
export class SnapshotResolver {
  @Query(() => Snapshot, { nullable: true, description: 'A snapshot by its hash; null when unknown.' })
  snapshot(
    @Ctx() context: Context,
    @Arg('hash', () => String, { description: 'Hash of the snapshot, 64 hexadecimal digits.' }) hash: string,
  ): Promise<Snapshot | null> {
    return findSnapshot(context, hash);
  }

  @Extensions({ ...annotates, ...works(snapshotWork) })
  @Mutation(() => SnapshotPayload, {
    description:
      'Publishes finished runs and experiments as an immutable snapshot. Needs the scope annotate. The same content gives the same snapshot, which keeps its first title, authors and licence; authors or a licence that it lacks are added.',
  })
  createSnapshot(
    @Ctx() context: Context,
    @Arg('runs', () => [ID], {
      description: 'Ids of finished runs, at most 50 with those of the experiments.',
    })
    runs: string[],
    @Arg('title', () => String, { description: 'Title for people and citations.' }) title: string,
    @Arg('authors', () => [String], {
      nullable: true,
      description:
        'Whose work it is, in order: each as `Given Family`, `Family, Given` or `{Name of a Group}`, with an ORCID iD in parentheses behind it if there is one.',
    })
    authors?: string[] | null,
    @Arg('license', () => String, {
      nullable: true,
      description: 'Licence of the scores, by its SPDX identifier, such as `CC-BY-4.0`.',
    })
    license?: string | null,
    @Arg('experiments', () => [ID], {
      nullable: true,
      description: 'Ids of finished experiments; their runs come along.',
    })
    experiments?: string[] | null,
  ): Promise<SnapshotPayload> {
    return createSnapshot(context, {
      ...{ runs, experiments: experiments ?? [], title },
      ...{ authors: authors ?? [], license: license ?? null },
    });
  }

  @Extensions(annotates)
  @Mutation(() => SnapshotPayload, {
    description:
      'Adds authors and a licence that a snapshot lacks; its hash stays. Needs the scope annotate. What it has already is never replaced.',
  })
  amendSnapshot(
    @Ctx() context: Context,
    @Arg('hash', () => String, { description: 'Hash of the snapshot, 64 hexadecimal digits.' }) hash: string,
    @Arg('authors', () => [String], { nullable: true, description: 'As for `createSnapshot`.' })
    authors?: string[] | null,
    @Arg('license', () => String, { nullable: true, description: 'As for `createSnapshot`.' })
    license?: string | null,
  ): Promise<SnapshotPayload> {
    return amendSnapshot(context, hash, { authors: authors ?? [], license: license ?? null });
  }

  @FieldResolver(() => [Run], { description: 'The runs it holds, in the order they were first given in.' })
  runs(@Ctx() context: Context, @Root() snapshot: Snapshot): Promise<Run[]> {
    return runsOf(context, snapshot);
  }

  @FieldResolver(() => [Experiment], {
    description:
      'The experiments whose series and statements its hash covers, in the order of the first who made it.',
  })
  experiments(@Ctx() context: Context, @Root() snapshot: Snapshot): Promise<Experiment[]> {
    return experimentsOf(context, snapshot);
  }

  @Extensions(works(figuresWork))
  @FieldResolver(() => [SnapshotFigure], {
    description:
      'Its figures for papers, in the order in which they are shown; none where this server draws none.',
  })
  figures(@Ctx() context: Context, @Root() snapshot: Snapshot): Promise<SnapshotFigure[]> {
    return figuresOf(context, snapshot);
  }

  @FieldResolver(() => String, { description: 'BibTeX entry (@misc, UTF-8).' })
  bibtex(@Root() snapshot: Snapshot): string {
    return bibtexOf(workOf(snapshot));
  }

  @FieldResolver(() => String, { description: 'BibLaTeX entry (@dataset, UTF-8).' })
  biblatex(@Root() snapshot: Snapshot): string {
    return biblatexOf(workOf(snapshot));
  }

  @FieldResolver(() => String, { description: 'RIS record (DATA).' })
  ris(@Root() snapshot: Snapshot): string {
    return risOf(workOf(snapshot));
  }

  @FieldResolver(() => String, { description: 'CSL-JSON: a list with one record.' })
  cslJson(@Root() snapshot: Snapshot): string {
    return cslJsonOf([workOf(snapshot)]);
  }

  @FieldResolver(() => String, { description: 'Citation File Format 1.2.0 (CITATION.cff).' })
  cff(@Root() snapshot: Snapshot): string {
    return cffOf(workOf(snapshot), snapshot.hash);
  }

  @FieldResolver(() => String, {
    description: 'How the scores were made, from the configurations of its runs, as sentences for a paper.',
  })
  methods(@Ctx() context: Context, @Root() snapshot: Snapshot): Promise<string> {
    return methodsOf(context, snapshot, 'text');
  }

  @FieldResolver(() => String, {
    description: 'The same in LaTeX (natbib), with the keys of `bibliography`.',
  })
  methodsLatex(@Ctx() context: Context, @Root() snapshot: Snapshot): Promise<string> {
    return methodsOf(context, snapshot, 'latex');
  }

  @FieldResolver(() => String, {
    description: 'BibTeX of the papers behind score, estimator, method, encoder and optimizer of its runs.',
  })
  bibliography(@Ctx() context: Context, @Root() snapshot: Snapshot): Promise<string> {
    return bibliographyOfSnapshot(context, snapshot);
  }

  @Extensions(works(tableWork))
  @FieldResolver(() => String, {
    description:
      'LaTeX table (booktabs, siunitx) of the most memorized datapoints of each run; values have the decimals that their uncertainty allows.',
  })
  latexTable(
    @Ctx() context: Context,
    @Root() snapshot: Snapshot,
    @Args(() => TableArgs) args: TableArgs,
  ): Promise<string> {
    return tableOf(context, snapshot, 'latex', args);
  }

  @Extensions(works(tableWork))
  @FieldResolver(() => String, { description: 'The same table in Markdown.' })
  markdownTable(
    @Ctx() context: Context,
    @Root() snapshot: Snapshot,
    @Args(() => TableArgs) args: TableArgs,
  ): Promise<string> {
    return tableOf(context, snapshot, 'markdown', args);
  }
}
