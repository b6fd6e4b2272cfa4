import type { DatasetRow, RunRow } from '@engram/store';
import type { SnapshotDescription } from '../../cli/src/deposit/describe-snapshot.ts';
import { config, summary } from './run.ts';

const hash = '0123456789abcdef'.repeat(4);
export const depositFiles = ['snapshot.json', 'scores-1.parquet', 'scores-1.csv', 'thumbnails.zip'].map(
  (name, at) => ({
    name,
    sha256: String(at).repeat(64),
    sizeBytes: 100 + at,
  }),
);

/** A description in which every text that somebody typed is this one. */
export function describedAs(text: string, license: string | null = 'CC-BY-4.0'): SnapshotDescription {
  const authors = [
    { family: text, given: 'Ada', orcid: '0000-0002-1825-0097' },
    { family: text, given: null, orcid: null },
  ];
  const run = {
    ...{ id: 'r', name: text, datasetId: 'd', methodKey: 'simclr', estimatorKey: 'half-split', config },
    ...{ configHash: hash, codeVersion: text, engine: 'cpu', encoderCount: 4, scoredCount: 3, summary },
  } as unknown as RunRow;
  const dataset = {
    ...{ id: 'd', name: text, datapointCount: 3, license: text, citation: text, contentHash: hash },
  } as unknown as DatasetRow;
  return {
    snapshot: {
      hash,
      title: text,
      authors,
      license,
      createdAt: new Date('2026-03-04T23:59:59Z'),
      runIds: ['r'],
      experimentIds: [],
    },
    runs: [run],
    datasets: [dataset],
    url: `https://e.org/s/${hash}`,
    methods: [],
    methodsText: text,
    file: { pixels: true } as SnapshotDescription['file'],
  };
}
