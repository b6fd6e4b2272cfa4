import { DomainError } from '@engram/core';
import { npyList } from '../../datasets/tables/npy-list.ts';
import { openNpz, type NpzFile } from '../../files/numpy/npz.ts';
import type { ScoreTable, ScoreTableReader } from './score-table.ts';

/** @throws DomainError INVALID_FILE with file, array and reason */
export const readNpzScores: ScoreTableReader = async (path, choose) => {
  const npz = await openNpz(path);
  try {
    return await readArrays(npz, choose(npz.names));
  } finally {
    await npz.close();
  }
};

async function readArrays(npz: NpzFile, chosen: readonly string[]): Promise<ScoreTable> {
  const { file } = npz;
  const columns = new Map<string, unknown[]>();
  let count = 0;
  for (const name of chosen) {
    const array = await npz.array(name);
    // The first that was chosen holds the scores.
    if (columns.size === 0) count = array.header.count;
    if (count === 0) throw new DomainError('INVALID_FILE', `${array.where}: it holds no scores.`);
    columns.set(name, await npyList(array.header, await array.stream(), array.where, count));
  }
  return {
    file,
    count,
    columns,
    ignored: npz.names.filter((name) => !columns.has(name)),
    place: (column, row) => `array '${column}', datapoint ${row}`,
  };
}
