import { commandLine } from '@engram/core';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { shortRunId } from '../../../address/run-address.ts';
import { CancelButton } from '../../cancel/cancel-button.tsx';
import styles from '../experiments.module.css';
import type { FoundExperiment } from './experiments-document.ts';

/** How far an experiment has come, or why it ended without a result and how it goes on; nothing once it has succeeded. */
export function ExperimentProgress({ experiment }: { experiment: FoundExperiment }) {
  const { id, name, status, progress, error } = experiment;
  if (status === 'SUCCEEDED') return null;
  if (status === 'FAILED' || status === 'CANCELLED')
    return (
      <p className={styles.none}>
        {status === 'CANCELLED' ? 'The experiment was cancelled.' : (error ?? 'It gave no reason.')} Finished
        runs and encoders are stored. Continue it with:{' '}
        <code>{commandLine(`experiment resume ${shortRunId(id).slice(0, 8)}`)}</code>
      </p>
    );
  return (
    <div className={styles.progress}>
      <ProgressBar progress={progress} label={`Progress of ${name}`} />
      <CancelButton kind="experiment" id={id} name={name} />
    </div>
  );
}
