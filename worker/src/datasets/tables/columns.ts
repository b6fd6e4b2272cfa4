import { nearestNames } from '@engram/core';
import { optionError } from './table-error.ts';
import type { TableOptions } from './table-options.ts';

/** Names of labels, as in files of representations. */
const usualLabels = ['labels', 'label', 'class', 'y', 'target', 'targets'];
const usualIds = ['id', 'ids'];
/** The index of the rows, which pandas writes into a Parquet file where rows were left out or moved. */
const rowNumbers = /^__index_level_\d+__$/;

export interface TableColumns {
  /** null where there is none. */
  label: string | null;
  id: string | null;
  /** All others, in their order; those that `data` names where it does. */
  data: string[];
}

/**
 * Which columns are labels, ids and values. The case of the usual names does not matter.
 * @throws DomainError INVALID_ARGUMENT when an option names a column that the file lacks, or when several have a usual name
 */
export function columnsOf(file: string, names: readonly string[], options: TableOptions): TableColumns {
  const label = chosen(file, names, { option: 'label', name: options.label, usual: usualLabels });
  const id = chosen(file, names, { option: 'id', name: options.id, usual: usualIds });
  const data = options.data ?? (options.kind === 'text' ? 'text' : undefined);
  if (data === undefined)
    return {
      label,
      id,
      data: names.filter((name) => name !== label && name !== id && !rowNumbers.test(name)),
    };
  return { label, id, data: [chosen(file, names, { option: 'data', name: data, usual: [] })!] };
}

function chosen(
  file: string,
  names: readonly string[],
  { option, name, usual }: { option: string; name: string | undefined; usual: readonly string[] },
): string | null {
  if (name !== undefined) {
    if (names.includes(name)) return name;
    const near = nearestNames(name, names)[0];
    throw optionError(
      file,
      option,
      `names '${name}', which it does not have${near === undefined ? '' : ` (the nearest is '${near}')`}. It has ${listed(names)}.`,
    );
  }
  const found = names.filter((each) => usual.includes(each.trim().toLowerCase()));
  if (found.length > 1)
    throw optionError(file, option, `is needed: ${listed(found)} could all be meant. Name one of them.`);
  return found[0] ?? null;
}

const listed = (names: readonly string[]): string =>
  names
    .slice(0, 8)
    .map((name) => `'${name}'`)
    .join(', ') + (names.length > 8 ? ', …' : '');
