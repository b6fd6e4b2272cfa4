import { formatAmount } from '../../format.ts';

/** What hangs on a run, as the API says it. */
interface Removal {
  status: string;
  savedViews: readonly string[];
  snapshots: readonly string[];
  experiments: readonly string[];
  otherRunsOfEnsemble: number;
}

/** What deleting a run does beside taking its scores, and why it is not possible; null where it is. */
export function removalMessages({
  status,
  savedViews,
  snapshots,
  experiments,
  otherRunsOfEnsemble,
}: Removal): {
  consequences: string[];
  hindrance: string | null;
} {
  const holders = [
    ...(snapshots.length > 0 ? [formatAmount(snapshots.length, 'snapshot')] : []),
    ...(experiments.length > 0 ? [formatAmount(experiments.length, 'experiment')] : []),
  ];
  return {
    consequences: [
      ...(savedViews.length > 0 ? [`Saved views that name it: ${savedViews.join(', ')}.`] : []),
      otherRunsOfEnsemble > 0
        ? `Its encoders stay: ${formatAmount(otherRunsOfEnsemble, 'other run')} of this store ${otherRunsOfEnsemble === 1 ? 'measures' : 'measure'} them.`
        : 'Its encoders and their checkpoints stay.',
    ],
    hindrance: hindranceOf(status, holders, snapshots.length + experiments.length),
  };
}

function hindranceOf(status: string, holders: readonly string[], count: number): string | null {
  if (status === 'QUEUED' || status === 'RUNNING')
    return 'It cannot be deleted before it has ended: cancel it first.';
  if (holders.length === 0) return null;
  return `It cannot be deleted: ${holders.join(' and ')} ${count === 1 ? 'holds' : 'hold'} it. Archive it instead, and lists leave it out.`;
}
