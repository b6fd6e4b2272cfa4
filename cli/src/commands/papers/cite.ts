import {
  citationOf,
  DomainError,
  methodsLatex,
  methodsParagraph,
  methodsText,
  owedReferences,
} from '@engram/core';
import { datasets, type RunRow, type Store } from '@engram/store';
import { Option, type Command } from 'commander';
import { action } from '../../command.ts';
import { findRun } from '../../ids/run-id.ts';

const formats = ['text', 'bibtex', 'biblatex', 'ris', 'csl-json', 'methods', 'methods-latex'] as const;
type Format = (typeof formats)[number];

async function partsOf(store: Store, run: RunRow) {
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  return methodsParagraph({ ...run, dataset: dataset!.name });
}

export function addCite(engram: Command): void {
  engram
    .command('cite')
    .description('print the papers to cite when you use the scores of a run, or how the scores were made')
    .argument('<run>', 'id of the run, or the start of the id')
    .addOption(
      new Option('--format <format>', 'a bibliography, or a methods paragraph as text or LaTeX')
        .choices(formats)
        .default('text'),
    )
    .action(
      action<[string]>(async (context, options, given) => {
        const format = options.format as Format;
        const store = await context.openStore();
        const run = await findRun(store, given);
        if (run.status !== 'SUCCEEDED')
          throw new DomainError(
            'CONFLICT',
            `The run '${run.name}' (${run.id}) is ${run.status}: there is nothing to cite until it has succeeded.`,
          );
        const papers = owedReferences(run.config);
        const parts = await partsOf(store, run);
        if (papers.length === 0)
          context.output.say(
            'The scores were made elsewhere, so that Engram knows no paper behind them. Cite what made them.',
          );
        if (context.output.json) {
          const methods = { text: methodsText(parts), latex: methodsLatex(parts) };
          context.output.printJson({ run: run.id, papers, methods });
        } else if (format === 'text') context.output.print(papers.map(citationOf).join('\n'));
        else if (format === 'methods') context.output.print(methodsText(parts));
        else if (format === 'methods-latex') context.output.print(methodsLatex(parts));
        else {
          const { bibliographyOf } = await import('@engram/server/citation');
          context.output.print(bibliographyOf(papers, format));
        }
      }),
    );
}
