import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encode } from '../../../worker/src/encoders/encode.ts';
import { readNpy } from '../../../worker/src/files/numpy/npy.ts';
import { examineModel } from '../../../worker/src/imported/examine-model.ts';
import { importedEncoder } from '../../../worker/src/imported/imported-encoder.ts';
import { modelInput } from '../../../worker/src/imported/model-input.ts';
import { openModel } from '../../../worker/src/imported/open-model.ts';
import { pythonWith } from '../../helpers/python.ts';

const shape = { height: 28, width: 28, channels: 1 };
const count = 6;

/** An encoder with batch normalisation that has seen data, and two checkpoints of it as trainers save them. */
const project = `
import torch
def build_encoder():
    torch.manual_seed(0)
    return torch.nn.Sequential(torch.nn.Conv2d(1, 8, 3, stride=2), torch.nn.BatchNorm2d(8), torch.nn.ReLU(), torch.nn.Dropout(),
                               torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(8, 16))
`;
const train = `
import numpy, torch
from my_project import build_encoder
for name, prefix, wrap, seed in [("lightly", "backbone.", True, 1), ("timm", "module.", False, 2)]:
    encoder = build_encoder()
    torch.manual_seed(seed)
    for value in encoder.parameters(): torch.nn.init.normal_(value)
    encoder(torch.rand(32, 1, 28, 28))
    state = {prefix + key: value for key, value in encoder.state_dict().items()}
    if wrap: state["projection_head.layers.0.weight"] = torch.zeros(2, 2)
    torch.save({"state_dict": state, "epoch": 3} if wrap else state, name + ".ckpt")
    images = torch.rand(${count}, 1, 28, 28)
    encoder.eval()
    numpy.save(name + "-images.npy", images.numpy())
    numpy.save(name + "-wanted.npy", encoder((images - 0.5) / 0.25).detach().numpy())
`;

let folder: string;
let python: string;
const run = (...args: string[]) => execFileSync(python, args, { cwd: folder, encoding: 'utf8' });
const values = async (name: string): Promise<Float32Array> =>
  Float32Array.from(readNpy(await readFile(join(folder, name)), name).values);

beforeAll(async () => {
  const found = pythonWith('torch');
  if (!found) throw new Error('PyTorch is missing: apt-get install python3-torch');
  python = found;
  folder = await mkdtemp(join(tmpdir(), 'engram-pytorch-'));
  const guide = await readFile('docs/own-encoders.md', 'utf8');
  await writeFile(join(folder, 'export.py'), /```python\n(.*?)```/s.exec(guide)![1]!);
  await writeFile(join(folder, 'my_project.py'), project);
  await writeFile(join(folder, 'train.py'), train);
  run('train.py');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(['lightly', 'timm'])('the representations of a %s checkpoint are those of PyTorch', async (name) => {
  run('export.py', `${name}.ckpt`, `${name}.onnx`);
  const model = await readFile(join(folder, `${name}.onnx`));
  const session = await openModel(model, name, 1);
  const input = modelInput(session, { mean: [0.5], std: [0.25] }, { ...shape, kind: 'image' }, name);
  expect(input.batch).toBeNull();
  const images = await values(`${name}-images.npy`);
  const layers = await examineModel({ session, input, shape, name }, images);
  const config = { key: 'onnx' as const, models: [], input, layers };
  const encoder = await importedEncoder(model, { config, shape, name, threads: 1 });
  const found = await encode(encoder, images, count);
  const wanted = await values(`${name}-wanted.npy`);
  expect(found).toHaveLength(wanted.length);
  const scale = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(scale).toBeGreaterThan(0.1);
  const difference = found.reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i]!)), 0);
  expect(difference / Math.max(1, scale)).toBeLessThan(1e-5);
  console.log(`${name}: largest difference ${difference.toExponential(1)} at ${scale.toFixed(2)}`);
  encoder.dispose();
});
