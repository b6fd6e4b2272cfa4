import { measureCards, measureKeyOf } from '@engram/core';
import { findings, type RunRow } from '@engram/store';
import { intervalsSpec } from '@engram/web';
import { titleOfRun, type FigureKind } from './figure.ts';

/** The mean score by layer, of each run that measured several. */
export const layers: FigureKind = {
  async list(source) {
    const found = await findings.layersOf(
      source.store,
      source.runs.map(({ id }) => id),
    );
    return source.runs.flatMap((run, at) => {
      const scored = found.filter(({ runId }) => runId === run.id);
      if (scored.length === 0) return [];
      const title = titleOfRun('Mean score by layer', run, source);
      const spec = intervalsSpec({
        title,
        x: { label: 'mean memorization score', unit: unitOf(run) },
        noun: 'layer',
        rows: scored.map(({ layer, mean, low, high }) => ({ name: layer, value: mean, low, high })),
      });
      const sized = { ...spec, size: { ...spec.size, plotHeight: 26 * scored.length } };
      const data = {
        head: ['layer', 'mean', 'low', 'high', 'relative_mean', 'datapoints'],
        rows: scored.map(({ layer, mean, low, high, relativeMean, count }) => [
          ...[layer, mean, low, high],
          ...[relativeMean, count],
        ]),
      };
      return [{ name: `layers-${at + 1}`, title, load: async () => ({ spec: sized, data, numbers: [] }) }];
    });
  },
};

const unitOf = ({ config }: RunRow): string => `in units of the ${measureCards[measureKeyOf(config)].unit}`;
