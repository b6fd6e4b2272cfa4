import { writeFile } from 'node:fs/promises';
import {
  DomainError,
  figureFormats,
  figureWidths,
  formatSize,
  onDisk,
  shortHash,
  type FigureFormat,
  type FigureWidth,
} from '@engram/core';
import { InvalidArgumentError, type Command } from 'commander';
import { action } from '../../command.ts';
import { findSnapshot } from '../../ids/snapshot-hash.ts';
import { plain } from '../../output/output.ts';

export function addFigure(snapshot: Command): void {
  snapshot
    .command('figure')
    .description('write a figure of a snapshot for a paper, or its data; without a name, list the figures')
    .argument('<hash>', 'hash of the snapshot, the start of it, or its permalink')
    .argument('[name]', 'name of the figure, such as histogram-1')
    .option('--out <file>', 'FILE.svg, FILE.pdf or FILE.csv; one that exists is replaced')
    .option('--width <inches>', '3.25 for one column of a page, 6.75 for both', widthOption, 3.25)
    .action(
      action<[string, string | undefined]>(async (context, options, given, name) => {
        const out = options.out as string | undefined;
        const format = out === undefined ? null : formatOf(out);
        const [{ figuresOf, loadFigure }, { drawFigure }, { figureSourceOf }] = await Promise.all([
          import('../../figures/figures.ts'),
          import('../../figures/draw-figure.ts'),
          import('../../figures/source-of.ts'),
        ]);
        const store = await context.openStore();
        const row = await findSnapshot(store, given);
        const { publicUrl } = context.settings;
        const source = await figureSourceOf(store, row, { publicUrl });
        if (name === undefined) {
          const figures = await figuresOf(source);
          context.output.result(figures, () =>
            figures.map((figure) => `${figure.name}  ${plain(figure.title)}`).join('\n'),
          );
          return;
        }
        if (out === undefined || format === null)
          throw new DomainError(
            'INVALID_ARGUMENT',
            'Say where the figure is to be written, with --out FILE.pdf, FILE.svg or FILE.csv.',
          );
        const figure = await loadFigure(source, name, options.width as FigureWidth);
        const bytes = await drawFigure(figure, format);
        const { expandHome } = await import('@engram/worker');
        await onDisk(out, () => writeFile(expandHome(out), bytes));
        if (publicUrl === undefined && format !== 'csv')
          context.output.say(
            'The figure has no links, for the public address of the API is unknown: set ENGRAM_PUBLIC_URL.',
          );
        context.output.result(
          { snapshot: row.hash, name, file: out, bytes: bytes.length },
          () =>
            `Wrote ${plain(out)}: ${plain(figure.title)}, snapshot ${shortHash(row.hash)}, ${formatSize(bytes.length)}.`,
        );
      }),
    );
}

function widthOption(given: string): FigureWidth {
  const width = figureWidths.find((one) => String(one) === given);
  if (width !== undefined) return width;
  throw new InvalidArgumentError(`It must be ${figureWidths.join(' or ')}.`);
}

function formatOf(path: string): FigureFormat {
  const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase();
  const format = figureFormats.find((one) => one === ending);
  if (format) return format;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `'${plain(path)}' must end with .svg, .pdf or .csv: the ending chooses the form of the figure.`,
  );
}
