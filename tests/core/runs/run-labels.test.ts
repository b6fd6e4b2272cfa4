import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presets, runLabels, type LabelledRun } from '@engram/core';

const config = presets['mnist-quick']!;
const id = (n: number) => `${String(n).padStart(8, '0')}-0b0a-4909-8807-060504030201`;
const run = (n: number, patch: Partial<LabelledRun> & { with?: object } = {}): LabelledRun => {
  const { with: settings, ...fields } = patch;
  const own = { ...config, ...settings };
  return {
    id: id(n),
    name: 'mnist-quick',
    config: own,
    configHash: JSON.stringify(own),
    createdAt: `2026-11-2${n % 10}T13:0${n % 10}:00Z`,
    ...fields,
  };
};
const textsOf = (...runs: LabelledRun[]) => runLabels(runs).map(({ text }) => text);

describe('labels of runs in a list', () => {
  it('are the names where these differ', () => {
    expect(textsOf(run(1, { name: 'a' }), run(2, { name: 'b', with: { seed: 7 } }))).toEqual(['a', 'b']);
  });

  it('say what differs among runs of one name: method, encoders, seed, epochs first', () => {
    const estimator = { ...config.estimator, encoders: 8 };
    expect(
      textsOf(
        run(1),
        run(2, { with: { epochs: 99, seed: 3, estimator, method: { key: 'vicreg', varianceWeight: 9 } } }),
        run(3, { name: 'other', with: { seed: 12 } }),
      ),
    ).toEqual([
      `mnist-quick · SimCLR · ${(config.estimator as { encoders: number }).encoders} encoders · ${config.epochs} epochs`,
      'mnist-quick · VICReg · 8 encoders · seed 3 · 99 epochs',
      'other',
    ]);
  });

  it('count one as one', () => {
    expect(textsOf(run(1, { with: { epochs: 1 } }), run(2, { with: { epochs: 2 } }))).toEqual([
      'mnist-quick · 1 epoch',
      'mnist-quick · 2 epochs',
    ]);
  });

  it('name any other setting that differs, and those of one method among its runs', () => {
    expect(
      textsOf(
        run(1, { with: { policy: 'digits-weak', scoring: { views: 10, unitNorm: true } } }),
        run(2, { with: { policy: 'digits-strong', scoring: { views: 20, unitNorm: false } } }),
      ),
    ).toEqual([
      'mnist-quick · policy digits-weak · 10 views · unit norm',
      'mnist-quick · policy digits-strong · 20 views · no unit norm',
    ]);
    const methods = textsOf(
      run(1, { with: { method: { key: 'simclr', temperature: 0.2 } } }),
      run(2, { with: { method: { key: 'simclr', temperature: 0.5 } } }),
      run(3, { with: { method: { key: 'byol', momentum: 0.9 } } }),
    );
    expect(methods).toEqual([
      'mnist-quick · SimCLR · temperature 0.2',
      'mnist-quick · SimCLR · temperature 0.5',
      'mnist-quick · BYOL',
    ]);
  });

  it('say the day, the time or the id where all settings are the same, and which run is repeated', () => {
    expect(textsOf(run(1), run(2))).toEqual(['mnist-quick · 2026-11-21', 'mnist-quick · 2026-11-22']);
    const day = (n: number, time: string) => run(n, { createdAt: `2026-11-28T${time}Z` });
    expect(textsOf(day(1, '13:01:00'), day(2, '13:02:00'))).toEqual([
      'mnist-quick · 2026-11-28 13:01',
      'mnist-quick · 2026-11-28 13:02',
    ]);
    const [second, first] = runLabels([day(2, '13:01:30'), day(1, '13:01:00')]);
    expect([second!.text, first!.text]).toEqual([
      'mnist-quick · 2026-11-28 13:01 · 00000002',
      'mnist-quick · 2026-11-28 13:01 · 00000001',
    ]);
    expect([second!.repeats, first!.repeats]).toEqual([id(1), null]);
  });

  it('take a configuration that states nothing, and a moment as a date', () => {
    const bare = { config: {}, configHash: 'x', createdAt: new Date('2026-11-28T13:01:00Z') };
    expect(textsOf(run(1, bare), run(2, { ...bare, createdAt: new Date('2026-11-29T13:01:00Z') }))).toEqual([
      'mnist-quick · 2026-11-28',
      'mnist-quick · 2026-11-29',
    ]);
  });

  it('are all different, whatever is listed', () => {
    const any = fc.record({
      name: fc.constantFrom('a', 'b'),
      seed: fc.integer({ min: 0, max: 2 }),
      epochs: fc.constantFrom(10, 20, undefined),
      minute: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (drawn) => {
        const runs = drawn.map(({ name, seed, epochs, minute }, n) =>
          run(n, { name, with: { seed, epochs }, createdAt: `2026-11-28T13:0${minute}:00Z` }),
        );
        expect(new Set(textsOf(...runs)).size).toBe(runs.length);
      }),
    );
  });
});
