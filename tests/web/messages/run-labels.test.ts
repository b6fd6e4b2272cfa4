import { describe, expect, it } from 'vitest';
import { labelsOf, withLabels } from '../../../web/src/messages/run-labels.ts';

const uuids = ['1f0e0d0c-0b0a-4909-8807-060504030201', '2f0e0d0c-0b0a-4909-8807-060504030201'];
const [first, second] = uuids.map((uuid) => btoa(`Run:${uuid}`)) as [string, string];
const run = (id: string, config = '{}') => ({
  id,
  name: 'mnist-quick',
  config,
  configHash: config,
  createdAt: '2026-11-28T13:01:00Z',
});

describe('labels of runs on a page', () => {
  it('end in the part of the id that addresses and the command take, where all else is the same', () => {
    const labels = labelsOf([run(first), run(second)]);
    expect(labels.map(({ differs }) => differs.at(-1))).toEqual(['1f0e0d0c', '2f0e0d0c']);
  });

  it('name the run that is repeated as the page knows it', () => {
    expect(labelsOf([run(second), run(first)]).map(({ repeats }) => repeats)).toEqual([first, null]);
  });

  it('stand in place of names, and a configuration that is no JSON states nothing', () => {
    const runs = withLabels([run(first, '{"seed":1}'), run(second, 'no JSON')]);
    expect(runs.map(({ id, name }) => [id, name])).toEqual([
      [first, 'mnist-quick · seed 1'],
      [second, 'mnist-quick'],
    ]);
  });
});
