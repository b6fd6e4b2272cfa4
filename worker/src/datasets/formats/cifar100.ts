import { readCifar } from './cifar/cifar.ts';
import type { DatasetFormat } from './format.ts';

/** Its 100 fine classes; the superclass of each stands behind its name. */
export const cifar100: DatasetFormat = {
  key: 'cifar100',
  usage: 'cifar100:DIR for the unpacked Python or binary version',
  source: 'files',
  read: (folder, context) =>
    readCifar(
      folder,
      { slug: 'cifar-100', name: 'CIFAR-100', classCount: 100, coarseCount: 20, batches: ['train', 'test'] },
      context,
    ),
};
