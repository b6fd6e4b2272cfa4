import { experiments, type ExperimentRow, type SnapshotRow, type StoredSeries } from '@engram/store';
import { linesSpec } from '@engram/web';
import { groupBy } from './group-by.ts';
import type { FigureKind } from './figure.ts';

/** Accuracies after datapoints were removed, of the finished experiments all of whose runs the snapshot holds. */
export const removal: FigureKind = {
  async list({ store, runs, snapshot }) {
    const found = await experiments.restingOn(
      store,
      'removal',
      runs.map(({ id }) => id),
    );
    const series = await experiments.seriesOf(
      store,
      found.map(({ id }) => id),
    );
    return found.flatMap((experiment) => {
      const own = series.filter(({ experimentId }) => experimentId === experiment.id);
      return [...groupBy(own, chartOf)].map(([key, chart]) => {
        const title = titleOf(chart);
        // Later experiments do not change the name.
        const name = `removal-${experiment.id.slice(0, 8)}-${key}`;
        return { name, title, load: async () => load(experiment, title, chart, snapshot) };
      });
    });
  },
};

/** Series whose keys begin with the same word share a chart. */
const chartOf = ({ key }: StoredSeries): string => key.split('.')[0]!;

function titleOf([first]: readonly StoredSeries[]): string {
  const { x, y } = first!;
  return `${y.label.charAt(0).toUpperCase()}${y.label.slice(1)} by ${x.label}`;
}

function load(
  { id, name }: ExperimentRow,
  title: string,
  chart: readonly StoredSeries[],
  { experimentIds }: SnapshotRow,
) {
  const { x, y } = chart[0]!;
  const covered = experimentIds.includes(id)
    ? ''
    : ' The hash of the snapshot covers its scores, not these accuracies.';
  const note = `Experiment ${name}.${covered}`;
  return {
    spec: linesSpec({ title, x, y, lines: chart, note }),
    data: {
      head: ['series', 'x', 'y', 'low', 'high', 'n'],
      rows: chart.flatMap((one) =>
        one.points.map((point) => [one.name, point.x, point.y, point.low, point.high, point.n]),
      ),
    },
    numbers: [],
  };
}
