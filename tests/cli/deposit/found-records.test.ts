import { experimentConfigOf, mergeConfig, type ExperimentConfig, type SnapshotFile } from '@engram/core';
import { configHash, experimentQueue, snapshots, type ExperimentRow } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { FoundRecords } from '../../../cli/src/deposit/found-records.ts';

/** What a new experiment is refused with today. */
const config = mergeConfig(experimentConfigOf('dynamics', {}, { small: true }), {
  run: { scoring: { measure: 'neighbour-distance' } },
}) as ExperimentConfig;

describe('an experiment that was made before its configuration would have been refused', () => {
  const recordsOf = (kind: string): FoundRecords => {
    const records = new FoundRecords();
    records.add({ table: 'experiment', row: { id: 'e', kind, config, code_version: '1' } });
    return records;
  };

  it('has the hash of its records in a deposit', () => {
    const found = recordsOf('dynamics').experimentHash(
      'e',
      { runs: [] } as unknown as SnapshotFile,
      new Map(),
    );
    const content = { codeVersion: '1', config, runs: [], series: [], statements: [] };
    expect(found).toEqual({ hash: snapshots.experimentHash(content) });
    const other = recordsOf('removal').experimentHash(
      'e',
      { runs: [] } as unknown as SnapshotFile,
      new Map(),
    );
    expect(other).toMatchObject({ problem: expect.stringContaining('does not know') as string });
  });

  it('is the same experiment where it is resumed, and another one under another program', () => {
    const row = { id: 'e', name: 'dynamics', config, configHash: configHash(config), codeVersion: '1' };
    expect(() => experimentQueue.assertSameExperiment(row as ExperimentRow, '1')).not.toThrow();
    expect(() => experimentQueue.assertSameExperiment(row as ExperimentRow, '2')).toThrow(
      /begun by Engram 1/,
    );
  });
});
