import { readCifar } from './cifar/cifar.ts';
import type { DatasetFormat } from './format.ts';

export const cifar10: DatasetFormat = {
  key: 'cifar10',
  usage: 'cifar10:DIR for the unpacked Python or binary version',
  source: 'files',
  read: (folder, context) =>
    readCifar(
      folder,
      {
        slug: 'cifar-10',
        name: 'CIFAR-10',
        classCount: 10,
        coarseCount: null,
        batches: [1, 2, 3, 4, 5].map((n) => `data_batch_${n}`).concat('test_batch'),
        classNames: [
          'airplane',
          'automobile',
          'bird',
          'cat',
          'deer',
          'dog',
          'frog',
          'horse',
          'ship',
          'truck',
        ],
      },
      context,
    ),
};
