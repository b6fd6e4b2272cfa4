import type { ImportedScores } from '@engram/worker';

/** What the datapoints of a file were recognised by. */
export const recognised: Readonly<Record<ImportedScores['matchedBy'], string>> = {
  index: 'by index',
  id: 'by your own ids',
  hash: 'by content hash',
  order: 'by their order: the file has no index, id or hash',
};
