import { hasImportedScores, measureKeyOf } from '@engram/core';
import { scores, type RunRow } from '@engram/store';
import { formatScore, histogramSpec } from '@engram/web';
import { titleOfRun, type Figure, type FigureKind, type FigureSource } from './figure.ts';

const bins = 40;

/** The distribution of the scores of each run, with their mean, its interval, and 0. */
export const histogram: FigureKind = {
  list: async (source) =>
    source.runs.map((run, at) => {
      const title = titleOfRun('Distribution of scores', run, source);
      return { name: `histogram-${at + 1}`, title, load: () => load(source, run, title) };
    }),
};

async function load(
  { store }: FigureSource,
  run: RunRow,
  title: string,
): Promise<Omit<Figure, 'name' | 'title'>> {
  const { edges, counts } = await scores.histogram(store, { run: run.id }, bins);
  const { meanScore: value, low, high } = run.summary!;
  const interval = low === null || high === null ? null : { low, high };
  const spec = histogramSpec({
    bins: { edges, counts },
    domain: [edges[0]!, edges.at(-1)!],
    ...{ from: null, to: null },
    mean: { value, interval },
    meanOf: '',
    measure: hasImportedScores(run.config) ? null : measureKeyOf(run.config),
  });
  const [zero] = spec.legend;
  const legend = [zero!, { label: interval ? 'mean, its interval shaded' : 'mean', paint: 'mean' as const }];
  const claim = (field: 'mean' | 'meanlow' | 'meanhigh') => ({ run: run.id, index: null, field });
  // Without colour, its shade does not show over the bars.
  const ends = interval ? [interval.low, interval.high] : [];
  const rules = [...ends.map((at) => ({ at, role: 'interval-end' as const, hasHalo: true })), ...spec.rules];
  return {
    spec: { ...spec, title, legend, rules },
    data: {
      head: ['from', 'to', 'datapoints'],
      rows: counts.map((count, bin) => [edges[bin]!, edges[bin + 1]!, count]),
    },
    numbers: [
      { text: 'mean' },
      { text: formatScore(value), claim: claim('mean') },
      ...(interval
        ? [
            { text: 'from' },
            { text: formatScore(low), claim: claim('meanlow') },
            { text: 'to' },
            { text: formatScore(high), claim: claim('meanhigh') },
          ]
        : []),
    ],
  };
}
