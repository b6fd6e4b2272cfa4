/** What runs and experiments found beside scores, from the records of a deposit: series, units, statements. */
import { experimentConfigSchema, isSeriesAxis, type SnapshotFile } from '@engram/core';
import { snapshots, type DepositRow } from '@engram/store';

type Row = DepositRow['row'];
type Content = snapshots.ExperimentContent;

/** The column that says to which run or experiment a row belongs: what the import goes by. Other columns decide nothing. */
const ownerColumns = {
  run_series: 'run_id',
  run_unit: 'run_id',
  experiment: 'id',
  experiment_run: 'experiment_id',
  experiment_series: 'experiment_id',
  experiment_point: 'experiment_id',
  experiment_statement: 'experiment_id',
} as const;
type Table = keyof typeof ownerColumns;
const isTable = (name: string): name is Table => Object.hasOwn(ownerColumns, name);

/** Rows by table, and by the run or experiment that they belong to. */
export class FoundRecords {
  private readonly rows = new Map<string, Row[]>();

  /** Rows of other tables are left out. */
  add({ table, row }: DepositRow): void {
    if (!isTable(table)) return;
    const key = `${table} ${String(row[ownerColumns[table]])}`;
    const found = this.rows.get(key);
    if (found) found.push(row);
    else this.rows.set(key, [row]);
  }

  private of(table: Table, id: string): readonly Row[] {
    return this.rows.get(`${table} ${id}`) ?? [];
  }

  findingsHash(runId: string): string | null {
    return snapshots.findingsHash({
      series: this.of('run_series', runId),
      units: this.of('run_unit', runId),
    });
  }

  /** Points of a series of a run, or of an experiment by the key of the series; in their order. */
  seriesOf(owner: 'run' | 'experiment', id: string, key: string): readonly Row[] {
    if (owner === 'run') return inOrder(this.of('run_series', id).filter(({ series }) => series === key));
    const found = this.of('experiment_series', id).find((row) => row.key === key);
    const points = this.of('experiment_point', id).filter(({ series }) => series === found?.position);
    return found ? inOrder(points) : [];
  }

  /**
   * The hash of an experiment.
   * @param datasets content hashes by the id of the dataset
   * @returns a sentence's rest where the records of the experiment are none
   */
  experimentHash(
    id: string,
    snapshot: SnapshotFile,
    datasets: ReadonlyMap<string, string>,
  ): { hash: string } | { problem: string } {
    const [row] = this.of('experiment', id);
    if (!row) return { problem: 'has no row' };
    const config = experimentConfigSchema.safeParse(row.config);
    if (!config.success || config.data.key !== row.kind)
      return { problem: 'has a configuration that this version of Engram does not know' };
    const series = inOrder(this.of('experiment_series', id));
    if (!series.every(({ x, y }) => isSeriesAxis(x) && isSeriesAxis(y)))
      return { problem: 'has an axis that cannot be drawn' };
    const contentHashOf = (run: unknown): string =>
      snapshot.runs.find(({ id: one }) => one === run)?.contentHash ?? 'none';
    return {
      hash: snapshots.experimentHash({
        codeVersion: String(row.code_version),
        config: row.config,
        runs: inOrder(this.of('experiment_run', id)).map(({ name, run_id }) => ({
          name: String(name),
          run: contentHashOf(run_id),
        })),
        series: series.map(({ key, name, x, y }) => ({
          ...{ key: String(key), name: String(name), x, y },
          points: this.seriesOf('experiment', id, String(key)).map((point) => pointOf(point, datasets)),
        })),
        statements: inOrder(this.of('experiment_statement', id)).map(statementOf),
      }),
    };
  }
}

const inOrder = (rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => Number(a.position) - Number(b.position));

const pointOf = (
  { x, y, low, high, n, dataset_id, datapoint_index }: Row,
  datasets: ReadonlyMap<string, string>,
): Content['series'][number]['points'][number] =>
  ({
    ...{ x, y, low, high, n },
    datapoint:
      dataset_id === null
        ? null
        : { dataset: datasets.get(String(dataset_id)) ?? 'none', index: datapoint_index },
  }) as Content['series'][number]['points'][number];

const statementOf = ({
  claim,
  estimate,
  low,
  high,
  confidence,
  verdict,
  reason,
  source,
}: Row): Content['statements'][number] =>
  ({
    ...{ claim, estimate, low, high },
    ...{ confidence, verdict, reason, source },
  }) as Content['statements'][number];
