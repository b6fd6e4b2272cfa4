import { assertPlainText, DomainError, isSha256 } from '@engram/core';
import type pg from 'pg';
import { configHash } from '../../hash.ts';
import { originOf } from '../../statements/sql-state.ts';
import { depositTables, type DepositRow, type DepositTable } from './deposit-tables.ts';

/** A run or an experiment that is to be stored, with columns that its row gets beside those of the deposit. */
export interface LoadedRun {
  id: string;
  columns: Readonly<Record<string, unknown>>;
}

type Row = Record<string, unknown>;

/** Rows that travel in one statement: by number, and by the characters of their JSON. */
const [most, longest] = [1000, 8_000_000];

const namesOf: Readonly<Record<string, string>> = {
  dataset: 'the name of a dataset',
  latent_class: 'the name of a class',
  ensemble: 'the name of an ensemble',
  run: 'the name of a run',
  experiment: 'the name of an experiment',
};

/** They name files. */
const hashColumns = ['content_hash', 'thumbnail_hash', 'hash'];

const finishedExperiment = { status: 'SUCCEEDED', attempt: 0, phase: 'done', fraction: 1 };

/** Stores the rows of a deposit inside a transaction, and only those that belong to runs it was given. */
export class DepositLoader {
  /** Ids in the deposit → ids in the store, of datasets and ensembles. */
  private readonly ids = new Map<string, string>();
  /** Ids, as the deposit has them, of datasets and ensembles that the store had before. */
  private readonly known = new Set<string>();
  /** Runs of the deposit that the store had before. */
  private readonly knownRuns: ReadonlySet<string>;
  private batch: { table: DepositTable; rows: Row[]; length: number } | null = null;
  private readonly client: pg.PoolClient;
  private readonly runs: ReadonlyMap<string, LoadedRun>;
  private readonly experiments: ReadonlySet<string>;

  /**
   * @param runs those to be stored; rows of others are passed over
   * @param o.knownRuns those of the deposit that the store has: a correlation with one of them is stored
   * @param o.experiments ids of those to be stored
   */
  constructor(
    client: pg.PoolClient,
    runs: readonly LoadedRun[],
    o: { knownRuns: ReadonlySet<string>; experiments: readonly string[] },
  ) {
    this.client = client;
    this.runs = new Map(runs.map((run) => [run.id, run]));
    this.knownRuns = o.knownRuns;
    this.experiments = new Set(o.experiments);
  }

  /** @throws DomainError CONFLICT when a slug holds other data, INVALID_FILE when the row cannot be stored */
  async add({ table: name, row }: DepositRow): Promise<void> {
    const table = depositTables.find((one) => one.name === name);
    if (!table) throw unfit(name);
    if (name in namesOf) assertPlainText(String(row.name), namesOf[name]!);
    for (const column of hashColumns)
      if (typeof row[column] === 'string' && !isSha256(row[column])) throw unfit(name);
    if (name === 'dataset' && (await this.hasDataset(row))) return;
    if (name === 'ensemble' && (await this.hasEnsemble(row))) return;
    if (!this.isWanted(table, row)) return;
    if (
      this.batch &&
      (this.batch.table !== table || this.batch.rows.length === most || this.batch.length > longest)
    )
      await this.end();
    this.batch ??= { table, rows: [], length: 0 };
    const stored = this.stored(table, row);
    this.batch.rows.push(stored);
    this.batch.length += JSON.stringify(stored).length;
  }

  /** Stores what was added last. */
  async end(): Promise<void> {
    if (!this.batch) return;
    const { table, rows } = this.batch;
    this.batch = null;
    const columns = Object.keys(rows[0]!).map((column) => `"${column}"`);
    await this.client
      .query(
        `INSERT INTO "${table.name}" (${columns.join(', ')})
         SELECT ${columns.join(', ')} FROM json_populate_recordset(NULL::"${table.name}", $1::json)`,
        [JSON.stringify(rows)],
      )
      .catch((error: unknown) => {
        // Data that does not fit its column, belongs to nothing, or stands there twice.
        if (/^2[23]/.test(originOf(error).code)) throw unfit(table.name, error);
        throw error;
      });
  }

  private isWanted({ of }: DepositTable, row: Row): boolean {
    if (of === 'run') return this.runs.has(String(row.run_id ?? row.id));
    if (of === 'experiment') return this.experiments.has(String(row.experiment_id ?? row.id));
    if (of === 'pair of runs') {
      const [a, b] = [String(row.a), String(row.b)];
      if (this.runs.has(a)) return this.runs.has(b) || this.knownRuns.has(b);
      return this.runs.has(b) && this.knownRuns.has(a);
    }
    if (of === 'dataset') return !this.known.has(String(row.dataset_id ?? row.id));
    return !this.known.has(String(row.ensemble_id ?? row.id));
  }

  /** Only the columns of a deposit, under the ids of this store. */
  private stored({ name, columns }: DepositTable, row: Row): Row {
    const stored: Row = Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
    for (const column of ['dataset_id', 'ensemble_id'])
      // A point of an experiment may be of no datapoint.
      if (typeof stored[column] === 'string') stored[column] = this.idOf(name, stored[column]);
    if (name === 'dataset') stored.has_images = false;
    if (name === 'experiment')
      Object.assign(stored, { config_hash: configHash(row.config as object), ...finishedExperiment });
    return name === 'run' ? { ...stored, ...this.runs.get(String(row.id))!.columns } : stored;
  }

  private idOf(table: string, given: unknown): string {
    const id = this.ids.get(String(given));
    if (id === undefined) throw unfit(table);
    return id;
  }

  private async hasDataset(row: Row): Promise<boolean> {
    const { rows } = await this.client.query<{ id: string; hash: string }>(
      'SELECT id, content_hash AS hash FROM dataset WHERE slug = $1',
      [row.slug],
    );
    if (rows[0] && rows[0].hash !== row.content_hash)
      throw new DomainError(
        'CONFLICT',
        `The store has other data under the name '${String(row.slug)}' than the deposit's dataset. Import the deposit into another store.`,
      );
    if (!rows[0]) await this.assertFree('dataset', row);
    return this.note(row, rows[0]?.id);
  }

  private async hasEnsemble(row: Row): Promise<boolean> {
    const { rows } = await this.client.query<{ id: string }>(
      'SELECT id FROM ensemble WHERE dataset_id = $1 AND hash = $2 AND code_version = $3 AND copy = $4',
      [this.idOf('ensemble', row.dataset_id), row.hash, row.code_version, row.copy],
    );
    if (!rows[0]) await this.assertFree('ensemble', row);
    return this.note(row, rows[0]?.id);
  }

  /** A row under an id that something else has would write into that. @throws DomainError CONFLICT */
  private async assertFree(table: 'dataset' | 'ensemble', { id, name }: Row): Promise<void> {
    const { rows } = await this.client.query<{ name: string }>(
      `SELECT name FROM ${table} WHERE id::text = lower($1)`,
      [String(id)],
    );
    if (rows[0])
      throw new DomainError(
        'CONFLICT',
        `The deposit's ${table} '${String(name)}' has the id ${String(id)}, under which the store has another one, '${rows[0].name}'. Import the deposit into another store.`,
      );
  }

  private note(row: Row, found: string | undefined): boolean {
    this.ids.set(String(row.id), found ?? String(row.id));
    if (found !== undefined) this.known.add(String(row.id));
    return found !== undefined;
  }
}

const unfit = (table: string, cause?: unknown): DomainError =>
  new DomainError(
    'INVALID_FILE',
    `A row of the deposit's table '${table.slice(0, 60)}' cannot be stored: it belongs to nothing in the deposit, or has a value that does not fit. Fetch the deposit again, or ask who made it.`,
    { cause },
  );
