/**
 * Steps, scoring and the whole pipeline here and in PyTorch, in turn on this machine, on processors: PyTorch + torchvision (PIL), and PyTorch as
 * an expert writes it; scoring also one view at a time, as the score was published (`bench/peers`). Needs Debian's python3-torch, python3-torchvision and libopenblas0-pthread.
 *
 *     npx tsx bench/against-pytorch.ts [--what step,score,pipeline] [--networks mlp,small-conv] [--rounds 3] [--epochs 3,15]
 */
import { compareFromCommandLine } from './against-pytorch/main.ts';

await compareFromCommandLine({
  engine: 'auto',
  device: 'cpu',
  networks: ['mlp', 'small-conv'],
  atOnce: '1',
  withTorchvision: true,
  withPublished: true,
  compiles: false,
});
process.exit(0);
