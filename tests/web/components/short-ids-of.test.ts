import { expect, it } from 'vitest';
import { shortIdsOf } from '../../../web/src/components/short-ids-of.ts';

it.each([
  ['/runs/0f0e', 'run', ['0f0e']],
  ['/runs/0f0e?from=1000', 'run', ['0f0e']],
  ['/runs/0f0e/explore?agree=abcd,0f0e&against=beef', 'run', ['0f0e', 'abcd', 'beef']],
  ['/compare?runs=0f0e,abcd&dataset=face', 'run', ['0f0e', 'abcd']],
  ['/compare/0f0e/abcd', 'run', ['0f0e', 'abcd']],
  ['/datapoints/face/10000?run=0f0e', 'run', ['0f0e']],
  ['/experiments/0f0e?dataset=face', 'experiment', ['0f0e']],
  ['/runs/0f0e0d0c-0b0a-4909-8807-060504030201', 'run', []],
  ['/s/00000000', 'run', []],
  ['/docs/face', 'run', []],
  ['/datapoints/face/10000', 'run', []],
  ['/toString/face', 'run', []],
  ['/?q=beef', 'run', []],
] as const)('finds the beginnings of ids that a page looks up: %s', (address, kind, ids) => {
  const [path = '', search] = address.split('?');
  expect(shortIdsOf(path, new URLSearchParams(search))).toEqual({ kind, ids });
});
