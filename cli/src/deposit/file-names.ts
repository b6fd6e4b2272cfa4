/** Files of a deposit that are read again. */
export const recordsFile = 'records.jsonl';
export const snapshotFileName = 'snapshot.json';
export const checksumsFile = 'SHA256SUMS';

/** Archives of thumbnails, from 1 on. */
export const thumbnailsFile = (number: number): string => `thumbnails-${number}.zip`;
/** The first layout had one archive, without a number. */
export const isThumbnailsFile = (name: string): boolean => /^thumbnails(-\d+)?\.zip$/.test(name);
