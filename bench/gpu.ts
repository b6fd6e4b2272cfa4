/**
 * Steps, scoring and the whole pipeline on a graphics card against PyTorch, eager and compiled, on the same card (`bench/gpu.md`).
 *
 *     npx tsx bench/gpu.ts [--engine onnxruntime:webgpu] [--networks mlp,small-conv,resnet9,resnet18,vit-tiny]
 */
import { compareFromCommandLine } from './against-pytorch/main.ts';
import { networkNames } from './networks.ts';

await compareFromCommandLine({
  engine: 'onnxruntime:webgpu',
  device: 'cuda',
  networks: networkNames,
  atOnce: '1,2,4,8',
  withTorchvision: false,
  withPublished: false,
  compiles: true,
});
process.exit(0);
