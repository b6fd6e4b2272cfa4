import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kinds, tableOf, type ChartKinds, type ChartSpec } from '../../../web/src/charts/registry.ts';
import { light } from '../../../web/src/charts/svg/palette.ts';
import { chartSpecs } from '../../factories/chart-specs.ts';

describe('the kinds of charts', () => {
  it('do not compile when one is forgotten', () => {
    const others: Omit<ChartKinds, 'histogram'> = kinds;
    // @ts-expect-error -- the histogram has no kind
    const forgotten: ChartKinds = others;
    expect(Object.keys(forgotten).sort()).toEqual(Object.keys(chartSpecs).sort());
  });

  it.each(Object.values<ChartSpec>(chartSpecs))('have the numbers of the chart in a table: $kind', (spec) => {
    const { summary, head, rows } = tableOf(spec);
    expect(summary).toMatch(/as a table$/);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toHaveLength(head.length);
  });
});

it('the palette on paper is the light theme of the pages', () => {
  const tokens = readFileSync('web/src/styles/tokens.css', 'utf8');
  for (const [name, colour] of Object.entries(light))
    expect(tokens).toContain(`--${name}: light-dark(${colour}, `);
});
