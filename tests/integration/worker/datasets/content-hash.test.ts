import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { identifyDataset } from '../../../../worker/src/datasets/dataset.ts';
import { codeBlocks } from '../../../helpers/markdown-code.ts';
import { pythonWith } from '../../../helpers/python.ts';

const python = pythonWith('numpy');

describe.skipIf(!python)('the Python line for content hashes in docs/own-data.md', () => {
  it.each([1, 3])('gives the content hashes of images with %i channels', (channels) => {
    const shape = { height: 5, width: 4, channels };
    const size = 20 * channels;
    const pixels = Uint8Array.from({ length: 3 * size }, (_, i) => (i * 41) % 256);
    const { contentHashes } = identifyDataset({ slug: 'x', name: 'x', kind: 'image', shape, classes: [], labels: new Int32Array(3), pixels }); // prettier-ignore
    const code = codeBlocks('docs/own-data.md').find((block) => block.code.includes('content_hash ='))!.code;
    const program = `import sys, numpy
for image in numpy.frombuffer(sys.stdin.buffer.read(), numpy.uint8).reshape(3, 5, 4, ${channels}):
${code.replace(/^/gm, '    ')}
    print(content_hash)`;
    const { stdout, stderr } = spawnSync(python!, ['-c', program], { input: pixels, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.trim().split('\n')).toEqual(contentHashes);
  });
});
