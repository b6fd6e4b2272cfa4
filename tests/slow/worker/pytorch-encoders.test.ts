import { execFileSync, spawnSync } from 'node:child_process';
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

/** Two encoders with batch normalisation: modules in a row, as Lightly's backbones are, and modules with names, as timm's are. */
const project = `
import torch
from torch import nn
class Named(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1, self.act1 = nn.Conv2d(1, 8, 3, stride=2), nn.BatchNorm2d(8), nn.ReLU()
        self.global_pool, self.fc = nn.AdaptiveAvgPool2d(1), nn.Identity()
    def forward(self, x):
        return self.fc(self.global_pool(self.act1(self.bn1(self.conv1(x)))).flatten(1))
def build_encoder(named=KIND):
    torch.manual_seed(0)
    return Named() if named else nn.Sequential(nn.Conv2d(1, 8, 3, stride=2), nn.BatchNorm2d(8), nn.ReLU(), nn.Dropout(),
                                               nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8, 16))
`;
const kinds = { lightly: false, moco: false, timm: true, mae: true, plain: true };
type Kind = keyof typeof kinds;
const train = `
import numpy, sys, torch
from argparse import Namespace
from my_project import build_encoder
def trained(seed):
    encoder = build_encoder()
    torch.manual_seed(seed)
    for value in encoder.parameters(): torch.nn.init.normal_(value)
    encoder(torch.rand(32, 1, 28, 28))
    return encoder.eval()
def under(prefix, encoder):
    return {prefix + key: value for key, value in encoder.state_dict().items()}
name = sys.argv[1]
encoder, other = trained(1), trained(2)
head = torch.zeros(2, 2)
torch.save({
    "lightly": lambda: {"epoch": 3, "pytorch-lightning_version": "1.9.5",
                        "state_dict": {**under("backbone.", encoder), "projection_head.layers.0.weight": head}},
    "moco": lambda: {"state_dict": {**under("backbone.", encoder), **under("backbone_momentum.", other),
                                    "projection_head.layers.0.weight": head, "projection_head_momentum.layers.0.weight": head}},
    "timm": lambda: {"epoch": 3, "arch": "resnet", "args": Namespace(lr=.1),
                     "state_dict": {**under("module.", encoder), "module.fc.weight": head, "module.fc.bias": head[0]}},
    "mae": lambda: {"model": {**encoder.state_dict(), "head.weight": head, "decoder.conv1.weight": head}, "epoch": 3},
    "plain": lambda: encoder.state_dict(),
}[name](), name + ".ckpt")
images = torch.rand(${count}, 1, 28, 28)
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
  await writeFile(join(folder, 'train.py'), train);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A checkpoint of this kind, and the project whose encoder is in it. */
async function prepare(kind: Kind): Promise<void> {
  await writeFile(join(folder, 'my_project.py'), project.replace('KIND', kinds[kind] ? 'True' : 'False'));
  run('train.py', kind);
}

const refusal = (...args: string[]): string => {
  const { status, stderr } = spawnSync(python, args, { cwd: folder, encoding: 'utf8' });
  expect(status).toBe(1);
  return stderr;
};

it('a checkpoint of several encoders, or of another one, is not exported', async () => {
  await prepare('moco');
  expect(refusal('export.py', 'moco.ckpt', 'x.onnx')).toMatch(
    /several encoders: .* one of \['backbone\.', 'backbone_momentum\.'\]/,
  );
  expect(refusal('export.py', 'moco.ckpt', 'x.onnx', 'model.')).toMatch(
    /no prefix gives .*'0\.weight'.*backbone_momentum/,
  );
});

it.each(Object.keys(kinds) as Kind[])(
  'the representations of a %s checkpoint are those of PyTorch',
  async (name) => {
    await prepare(name);
    run('export.py', `${name}.ckpt`, `${name}.onnx`, ...(name === 'moco' ? ['backbone.'] : []));
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
  },
);
