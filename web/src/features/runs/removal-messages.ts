import { formatAmount } from '../../format.ts';

/** What hangs on a run, as the API says it. */
interface Removal {
  savedViews: readonly string[];
  snapshots: readonly string[];
  experiments: readonly string[];
  otherRunsOfEnsemble: number;
}

/** What deleting a run does beside taking its scores, and why it is not possible; null where it is. */
export function removalMessages({ savedViews, snapshots, experiments, otherRunsOfEnsemble }: Removal): {
  consequences: string[];
  hindrance: string | null;
} {
  const holders = [
    ...(snapshots.length > 0 ? [formatAmount(snapshots.length, 'snapshot')] : []),
    ...(experiments.length > 0 ? [formatAmount(experiments.length, 'experiment')] : []),
  ];
  return {
    consequences: [
      ...(savedViews.length > 0 ? [`Saved views that would lead nowhere: ${savedViews.join(', ')}.`] : []),
      otherRunsOfEnsemble > 0
        ? `Its encoders stay: ${formatAmount(otherRunsOfEnsemble, 'other run')} of this store ${otherRunsOfEnsemble === 1 ? 'measures' : 'measure'} them.`
        : 'Its encoders and their checkpoints stay.',
    ],
    hindrance:
      holders.length === 0
        ? null
        : `It cannot be deleted: ${holders.join(' and ')} ${snapshots.length + experiments.length === 1 ? 'holds' : 'hold'} it. Archive it instead, and lists leave it out.`,
  };
}
