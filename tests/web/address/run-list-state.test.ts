import type { RunStatus } from '@engram/core';
import { describe, expect, it } from 'vitest';
import {
  initialRunListState,
  isNarrowedList,
  parseRunListState,
  runListStateToSearch,
} from '../../../web/src/address/run-list-state.ts';
import { orderRuns } from '../../../web/src/features/runs/order-runs.ts';

const parse = (search: string) => parseRunListState(new URLSearchParams(search));

describe('the state of the list of runs in the address', () => {
  it('comes back as it was written', () => {
    const state = {
      search: '100 % & more',
      dataset: 'mnist',
      method: 'vicreg',
      status: 'FAILED',
      tag: 'figure 2',
      archived: true,
      experiments: true,
      order: 'reliability',
    } as const;
    expect(parse(runListStateToSearch(state))).toEqual(state);
    expect(runListStateToSearch(initialRunListState)).toBe('');
  });

  it('leaves out what it does not understand', () => {
    expect(parse('?status=lost&order=worst&q=%20%20&dataset=')).toEqual(initialRunListState);
  });

  it('is narrowed by anything but an order, and runs of experiments', () => {
    expect(isNarrowedList({ ...initialRunListState, order: 'mean' })).toBe(false);
    expect(isNarrowedList({ ...initialRunListState, experiments: true })).toBe(false);
    expect(isNarrowedList({ ...initialRunListState, search: 'x' })).toBe(true);
    expect(isNarrowedList({ ...initialRunListState, status: 'FAILED' })).toBe(true);
  });
});

describe('the order of the list of runs', () => {
  const run = (name: string, day: number, mean: number | null, spearmanBrown: number | null = null) => ({
    name,
    createdAt: `2026-11-0${day}T00:00:00Z`,
    status: 'SUCCEEDED' as RunStatus,
    summary: mean === null ? null : { meanScore: mean, spearmanBrown },
  });
  const runs = [run('b10', 1, 0.2, null), run('b9', 3, null), run('a', 2, 0.5, 0.1), run('c', 4, -0.1, 0.9)];
  const names = (order: Parameters<typeof orderRuns>[1]) => orderRuns(runs, order).map(({ name }) => name);

  it('goes by date, by name with its numbers, or by a number, runs without it last', () => {
    expect(names('newest')).toEqual(['c', 'b9', 'a', 'b10']);
    expect(names('name')).toEqual(['a', 'b9', 'b10', 'c']);
    expect(names('mean')).toEqual(['a', 'b10', 'c', 'b9']);
    expect(names('reliability')).toEqual(['c', 'a', 'b9', 'b10']);
  });

  it('by date puts runs that wait last, which have nothing to show', () => {
    const waiting = [5, 6].map((second) => ({
      ...run(`w${second}`, second, null),
      status: 'QUEUED' as const,
    }));
    const failed = { ...run('failed', 7, null), status: 'FAILED' as const };
    expect(orderRuns([...waiting, ...runs, failed], 'newest').map(({ name }) => name)).toEqual([
      ...['failed', 'c', 'b9', 'a', 'b10', 'w6', 'w5'],
    ]);
  });
});
