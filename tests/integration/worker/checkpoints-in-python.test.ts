import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { Rng, type EncoderConfig } from '@engram/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkpointPath, writeCheckpoint } from '../../../worker/src/files/checkpoint-store.ts';
import { createEncoder } from '../../../worker/src/encoders/registry.ts';
import { saveWeights } from '../../../worker/src/encoders/weights.ts';
import { selectEngine } from '../../../worker/src/engine/registry.ts';
import { codeBlocks } from '../../helpers/markdown-code.ts';
import { pythonWith } from '../../helpers/python.ts';

const python = pythonWith('numpy');
const home = mkdtempSync(join(tmpdir(), 'engram-checkpoints-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
beforeAll(async () => void (await selectEngine('cpu')));

const shape = { height: 6, width: 5, channels: 2 };
const images = Float32Array.from({ length: 4 * 60 }, (_, i) => ((i * 37) % 11) / 11);

/** What documentation shows, then the encoder written with NumPy as PyTorch's layers are defined. */
const program = `${codeBlocks('docs/stored-files.md').find(({ language }) => language === 'python')!.code}
import sys
metadata, tensors = load_checkpoint(sys.argv[1])
assert metadata['format'] == 'pt'
config = json.loads(metadata['encoder'])
x = np.array(json.loads(sys.argv[2]), dtype='f4').reshape(4, 6, 5, 2)  # [B, H, W, C]

def normalized_relu(x, name):
    weight, bias, mean, var = (tensors[f'{name}.{part}'] for part in ('weight', 'bias', 'running_mean', 'running_var'))
    return np.maximum((x - mean) / np.sqrt(var + 1e-5) * weight + bias, 0)

def convolution(x, weight):  # nn.Conv2d(kernel_size=3, stride=2, padding=1, bias=False), weight [O, I, 3, 3]
    b, h, w, _ = x.shape
    x = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    out = np.zeros((b, (h + 1) // 2, (w + 1) // 2, len(weight)))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[:, i, j] = np.einsum('bhwi,oihw->bo', x[:, 2 * i:2 * i + 3, 2 * j:2 * j + 3], weight)
    return out

if config['key'] == 'mlp':
    x = x.reshape(4, -1)
    last = len(config['widths']) - 1
    for i in range(last):
        x = normalized_relu(x @ tensors[f'dense{i}.weight'].T, f'norm{i}')
    x = x @ tensors[f'dense{last}.weight'].T + tensors[f'dense{last}.bias']
else:
    for i in range(len(config['channels'])):
        x = normalized_relu(convolution(x, tensors[f'conv{i}.weight']), f'norm{i}')
    x = x.mean((1, 2))
print(json.dumps(x.ravel().tolist()))
`;

describe('a checkpoint, read by NumPy as docs/stored-files.md shows,', () => {
  it.each<EncoderConfig>([
    { key: 'mlp', widths: [9, 7, 4] },
    { key: 'small-conv', channels: [3, 4] },
  ])('gives the representations of $key', async (config) => {
    expect(python, 'no Python with NumPy: apt-get install python3-numpy').toBeDefined();
    const encoder = createEncoder(config, shape, Rng.fromSeed(3));
    const represent = (mode: 'train' | 'evaluate') =>
      tf.tidy(() => encoder.represent(tf.tensor4d(images, [4, 6, 5, 2]), mode)).data();
    // Running statistics that are not 0 and 1.
    await represent('train');
    const path = checkpointPath(home, await writeCheckpoint(home, await saveWeights(encoder)));
    const printed = execFileSync(python!, ['-c', program, path, JSON.stringify([...images])]).toString();
    const expected = [...(await represent('evaluate'))];
    const found = JSON.parse(printed) as number[];
    expect(found).toHaveLength(expected.length);
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 4));
    encoder.dispose();
  });
});
