import { describe, expect, it } from 'vitest';
import { initialCompareState } from '../../../web/src/address/compare-state.ts';
import { chooseRuns, namesOf } from '../../../web/src/features/compare/choose-runs.ts';
import type { ComparableRun } from '../../../web/src/features/compare/compare-documents.ts';
import { levelOf } from '../../../web/src/charts/frame/level.ts';
import { panelsOf } from '../../../web/src/features/experiments/run-settings.ts';

const run = (id: string, patch: Partial<ComparableRun> = {}): ComparableRun => ({
  id,
  name: id,
  measure: 'alignment',
  estimator: 'half-split',
  encoderCount: 8,
  createdAt: '2026-11-24T00:00:00.000Z',
  config: '{}',
  configHash: id,
  dataset: { id: 'd', slug: 'mnist', name: 'MNIST' },
  method: { id: 'm', key: 'simclr', name: 'SimCLR' },
  summary: null,
  ...patch,
});
const other = { id: 'e', slug: 'faces', name: 'Faces' };
const ids = (runs: readonly ComparableRun[]) => runs.map(({ id }) => id);

describe('the runs that are compared', () => {
  const runs = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => run(id)).concat(run('x', { dataset: other }));

  it('are the newest of the newest dataset when none is named', () => {
    const { dataset, offered, chosen } = chooseRuns(runs, initialCompareState);
    expect(dataset?.slug).toBe('mnist');
    expect(ids(offered)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(ids(chosen)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('are those named, in their order, whose dataset they choose; unknown ones are left out', () => {
    expect(ids(chooseRuns(runs, { ...initialCompareState, runs: ['g', 'nobody', 'b'] }).chosen)).toEqual([
      'g',
      'b',
    ]);
    expect(chooseRuns(runs, { ...initialCompareState, runs: ['x'] }).dataset?.slug).toBe('faces');
    expect(chooseRuns(runs, { ...initialCompareState, dataset: 'nothing' })).toEqual({
      dataset: null,
      offered: [],
      chosen: [],
    });
  });

  it('of one name are told apart by what differs', () => {
    const seed = (value: number) => JSON.stringify({ seed: value });
    expect(
      namesOf([run('1', { name: 'n', config: seed(1) }), run('2'), run('3', { name: 'n', config: seed(2) })]),
    ).toEqual(['n · seed 1', '2', 'n · seed 2']);
  });

  it('are the most reliable ones, of the newest dataset that has two', () => {
    const reliable = (id: string, spearmanBrown: number | null) =>
      run(id, { summary: { spearmanBrown } as ComparableRun['summary'] });
    const listed = [
      run('alone', { dataset: other }),
      ...[0.1, null, 0.9, 0.2, 0.3, 0.4, 0.5, 0.6].map((value, at) => reliable(`r${at}`, value)),
    ];
    const { dataset, chosen } = chooseRuns(listed, initialCompareState);
    expect(dataset?.slug).toBe('mnist');
    expect(ids(chosen)).toEqual(['r2', 'r7', 'r6', 'r5', 'r4', 'r3']);
  });
});

describe('the colour of a cell', () => {
  it('grows with its number, and is the lowest at and below 0', () => {
    expect([-1, 0, 0.5, 1].map(levelOf)).toEqual([0, 0, 4, 8]);
    expect(levelOf(null)).toBeNull();
  });
});

describe('comparisons across settings', () => {
  it('never put two distances on one axis, and go by encoder and policy', () => {
    const config = (distance: string, key: string) =>
      JSON.stringify({ scoring: { distance, unitNorm: true }, encoder: { key }, policy: 'digits-weak' });
    const panels = panelsOf([
      run('a', { config: config('l2', 'mlp'), encoderCount: 32 }),
      run('b', { config: config('cosine', 'mlp') }),
      run('c', { config: config('l2', 'mlp'), encoderCount: 4 }),
      run('d', { config: '{}' }),
    ]);
    expect(
      panels.map(({ distance, groups }) => [
        distance,
        groups.map(({ setting, runs }) => [setting, ids(runs)]),
      ]),
    ).toEqual([
      ['L2, unit-norm representations', [['mlp × digits-weak', ['c', 'a']]]],
      ['cosine, 1 − cos, unit-norm representations', [['mlp × digits-weak', ['b']]]],
      ['not stated', [['not stated × not stated', ['d']]]],
    ]);
  });

  it('tell settings apart by what they are, not by how they read', () => {
    const config = (encoder: object, scoringPolicy?: string) =>
      JSON.stringify({ scoring: { policy: scoringPolicy }, encoder, policy: 'digits-weak' });
    const [panel] = panelsOf([
      run('a', { config: config({ key: 'mlp', widths: [8] }) }),
      run('b', { config: config({ key: 'mlp', widths: [8] }, 'digits-weak') }),
      run('c', { config: config({ key: 'mlp', widths: [8], dropout: 0.5 }) }),
    ]);
    expect(panel!.groups.map(({ runs }) => ids(runs))).toEqual([['a', 'b'], ['c']]);
  });
});
