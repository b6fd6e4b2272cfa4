import { dataKinds, DomainError } from '@engram/core';
import type { TableOptions } from '@engram/worker';
import { Option, type Command } from 'commander';

/** `28x28x3` or `28×28` as lengths. @throws DomainError INVALID_ARGUMENT */
function parseShape(text: string): number[] {
  const lengths = text
    .split(/[x×,]/)
    .map((length) => (/^[1-9]\d{0,8}$/.test(length.trim()) ? Number(length) : NaN));
  if (lengths.length > 3 || lengths.some(Number.isNaN))
    throw new DomainError(
      'INVALID_ARGUMENT',
      `--shape ${text}: give one to three whole numbers with x between them, such as 28x28 for an image or 100x3 for 100 steps of 3 channels.`,
    );
  return lengths;
}

/** Options for what csv, npy, npz and parquet files do not say themselves. */
export const addTableOptions = (command: Command): Command =>
  command
    .addOption(new Option('--kind <kind>', 'of a table: what its rows are').choices([...dataKinds]))
    .option('--label <column>', 'of a table: column or array of the labels')
    .option('--id <column>', 'of a table: column or array of your own ids')
    .option('--data <column>', 'of a table: column or array of the values, or of the texts')
    .option(
      '--shape <lengths>',
      'of a table: lengths of one row, such as 28x28, or 100x3 for steps and channels',
      parseShape,
    )
    .option('--standardize', 'of a table: bring each column, or channel, to mean 0 and standard deviation 1');

/** The options that were given; undefined where none was. */
export function tableOptionsOf(options: Record<string, unknown>): TableOptions | undefined {
  const keys = ['kind', 'label', 'id', 'data', 'shape', 'standardize'] as const;
  const given = keys.filter((key) => options[key] !== undefined);
  return given.length === 0
    ? undefined
    : (Object.fromEntries(given.map((key) => [key, options[key]])) as TableOptions);
}
