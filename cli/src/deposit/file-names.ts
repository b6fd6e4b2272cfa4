/** Files of a deposit that are read again. */
export const recordsFile = 'records.jsonl';
export const snapshotFileName = 'snapshot.json';
export const thumbnailsFile = 'thumbnails.zip';
export const checksumsFile = 'SHA256SUMS';
