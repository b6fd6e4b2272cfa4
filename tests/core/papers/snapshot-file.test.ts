import { snapshotFileSchema, type SnapshotFile } from '@engram/core';
import { describe, expect, it } from 'vitest';

const hash = '0123456789abcdef'.repeat(4);
const file: SnapshotFile = {
  version: 2,
  hash,
  title: 'Scores',
  authors: [{ family: 'Lovelace', given: 'Ada', orcid: '0000-0002-1825-0097' }],
  license: null,
  createdAt: '2026-03-04T23:59:59.000Z',
  pixels: true,
  thumbnails: 3,
  experiments: [{ id: 'fb280659-9438-0d93-0088-dcb61bc05c80', contentHash: hash }],
  runs: [
    {
      // Of an imported run: no version of a UUID.
      ...{ id: 'fb280659-9438-0d93-0088-dcb61bc05c80', name: '', contentHash: hash },
      ...{ codeVersion: 'x', dataset: hash, config: { a: 1 }, findingsHash: hash },
    },
  ],
};

describe('snapshot.json', () => {
  it('is read as it was written', () => {
    expect(snapshotFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it('of the first layout is read, and says nothing of the number of thumbnails', () => {
    const { thumbnails, experiments, ...members } = file;
    const { findingsHash, ...run } = file.runs[0]!;
    const first = { ...members, version: 1, runs: [run] };
    expect(snapshotFileSchema.parse(first)).toEqual({
      ...first,
      ...{ thumbnails: null, experiments: [], runs: [{ ...run, findingsHash: null }] },
    });
    expect(snapshotFileSchema.safeParse({ ...first, experiments }).success).toBe(false);
    expect(snapshotFileSchema.safeParse({ ...first, runs: [{ ...run, findingsHash }] }).success).toBe(false);
    expect(snapshotFileSchema.safeParse({ ...first, thumbnails }).success).toBe(false);
  });

  it.each<[string, object]>([
    ['a hash that is none', { hash: '../../etc/passwd' }],
    ['a title over several lines', { title: 'a\nb' }],
    ['no run', { runs: [] }],
    ['an id that is a path', { runs: [{ ...file.runs[0], id: '../../../../../../../../../etc/passwd.x' }] }],
    ['an ORCID iD that is none', { authors: [{ ...file.authors[0], orcid: 'x' }] }],
    ['a member that nobody knows', { extra: 1 }],
    ['another version', { version: 3 }],
    ['a number of thumbnails that is none', { thumbnails: -1 }],
  ])('is refused with %s', (_, change) => {
    expect(snapshotFileSchema.safeParse({ ...file, ...change }).success).toBe(false);
  });
});
