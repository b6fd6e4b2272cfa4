/** What a deposit holds of the store beside the scores: these tables, in the order in which their rows are stored. */
export interface DepositTable {
  name: string;
  columns: readonly string[];
  /** Selects its rows `t`; $1 is an array of run ids, of an experiment's tables one of experiment ids. */
  from: string;
  /** Whose rows they are: only those of a run, an ensemble or a dataset that the deposit brings are stored. */
  of: 'dataset' | 'ensemble' | 'run' | 'experiment' | 'pair of runs';
}

const list = (text: string): string[] => text.split(' ');
const ofDatasets = (table: string, key = 'dataset_id'): string =>
  `${table} t WHERE ${key} IN (SELECT dataset_id FROM run WHERE id = ANY($1::uuid[]))`;
const ofEnsembles = (table: string, key: string): string =>
  `${table} t WHERE ${key} IN (SELECT ensemble_id FROM run WHERE id = ANY($1::uuid[]))`;
const ofRuns = (table: string, key = 'run_id'): string => `${table} t WHERE ${key} = ANY($1::uuid[])`;

const ofExperiments = (table: string, key = 'experiment_id'): string =>
  `${table} t WHERE ${key} = ANY($1::uuid[])`;

/** In another store, nothing waits for a run that an experiment resumed: it is one that the experiment found. */
const ownRuns =
  '(SELECT experiment_id, name, position, run_id, started AND NOT resumed AS started FROM experiment_run)';

/** Of a run, what its hash covers (configuration, code version, scores) stands in other files. Checkpoints are left out. */
export const depositTables: readonly DepositTable[] = [
  {
    name: 'dataset',
    columns: list(
      'id slug name content_hash kind width height channels license citation datapoint_count created_at',
    ),
    from: `${ofDatasets('dataset', 'id')} ORDER BY id`,
    of: 'dataset',
  },
  {
    name: 'latent_class',
    columns: list('dataset_id index name datapoint_count'),
    from: `${ofDatasets('latent_class')} ORDER BY dataset_id, index`,
    of: 'dataset',
  },
  {
    name: 'datapoint',
    columns: list('dataset_id index content_hash class thumbnail_hash source_id excerpt'),
    from: `${ofDatasets('datapoint')} ORDER BY dataset_id, index`,
    of: 'dataset',
  },
  {
    name: 'ensemble',
    columns: list(
      'id name dataset_id method_key design origin config hash code_version copy encoder_count created_at',
    ),
    from: `${ofEnsembles('ensemble', 'id')} ORDER BY id`,
    of: 'ensemble',
  },
  {
    name: 'encoder',
    columns: list(
      'ensemble_id index initialisation_seed trained_on final_loss loss_history alignment_history train_duration_ms engine created_at',
    ),
    from: `${ofEnsembles('encoder', 'ensemble_id')} ORDER BY ensemble_id, index`,
    of: 'ensemble',
  },
  {
    name: 'run',
    columns: list(
      'id name dataset_id ensemble_id method_key estimator_key engine attempt encoder_count scored_count identifiable_count views ' +
        'confidence message comparability_key summary created_at started_at finished_at',
    ),
    from: `${ofRuns('run', 'id')} ORDER BY array_position($1::uuid[], id)`,
    of: 'run',
  },
  {
    name: 'class_summary',
    columns: list('run_id class count mean low high'),
    from: `${ofRuns('class_summary')} ORDER BY run_id, class`,
    of: 'run',
  },
  {
    name: 'run_series',
    columns: list('run_id series position label estimate low high count'),
    from: `${ofRuns('run_series')} ORDER BY run_id, series, position`,
    of: 'run',
  },
  {
    name: 'run_unit',
    columns: list('run_id encoder unit layer selectivity index trained_on'),
    from: `${ofRuns('run_unit')} ORDER BY run_id, encoder, unit`,
    of: 'run',
  },
  {
    name: 'experiment',
    columns: list('id kind name config code_version created_at started_at finished_at'),
    from: `${ofExperiments('experiment', 'id')} ORDER BY id`,
    of: 'experiment',
  },
  {
    name: 'experiment_run',
    columns: list('experiment_id name position run_id started'),
    from: `${ofExperiments(ownRuns)} ORDER BY experiment_id, position, name`,
    of: 'experiment',
  },
  {
    name: 'experiment_series',
    columns: list('experiment_id position key name x y'),
    from: `${ofExperiments('experiment_series')} ORDER BY experiment_id, position`,
    of: 'experiment',
  },
  {
    name: 'experiment_point',
    columns: list('experiment_id series position x y low high n dataset_id datapoint_index'),
    from: `${ofExperiments('experiment_point')} ORDER BY experiment_id, series, position`,
    of: 'experiment',
  },
  {
    name: 'experiment_statement',
    columns: list('experiment_id position claim estimate low high confidence verdict reason source'),
    from: `${ofExperiments('experiment_statement')} ORDER BY experiment_id, position`,
    of: 'experiment',
  },
  {
    name: 'run_correlation',
    columns: list('a b count spearman low high'),
    from: 'run_correlation t WHERE a = ANY($1::uuid[]) AND b = ANY($1::uuid[]) ORDER BY a, b',
    of: 'pair of runs',
  },
  {
    name: 'neighbour',
    columns: list('run_id index neighbours distances'),
    from: `${ofRuns('neighbour')} ORDER BY run_id, index`,
    of: 'run',
  },
  {
    name: 'pair_distance',
    columns: list('run_id index distances_in distances_out'),
    from: `${ofRuns('pair_distance')} ORDER BY run_id, index`,
    of: 'run',
  },
  {
    name: 'encoder_measurement',
    columns: list('run_id index alignment view_noise duration_ms per_layer created_at'),
    from: `${ofRuns('encoder_measurement')} ORDER BY run_id, index`,
    of: 'run',
  },
];

/** Columns with what a datapoint is, beside its hash; left out where a deposit holds no pixels. Its id in its source may be the name of a person. */
export const contentColumns: readonly string[] = ['thumbnail_hash', 'source_id', 'excerpt'];

/** One row of a table, by column. */
export interface DepositRow {
  table: string;
  row: Record<string, unknown>;
}
