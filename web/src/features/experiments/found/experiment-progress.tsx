import { ProgressBar } from '../../../components/progress-bar.tsx';
import styles from '../experiments.module.css';
import type { FoundExperiment } from './experiments-document.ts';

/** How far an experiment has come, or why it failed; nothing once it has succeeded. */
export function ExperimentProgress({
  experiment: { name, status, progress, error },
}: {
  experiment: FoundExperiment;
}) {
  if (status === 'QUEUED' || status === 'RUNNING')
    return <ProgressBar progress={progress} label={`Progress of ${name}`} />;
  return status === 'FAILED' ? <p className={styles.none}>{error ?? 'It gave no reason.'}</p> : null;
}
