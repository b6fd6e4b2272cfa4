import { formatDuration, formatFraction } from '../format.ts';
import styles from './progress-bar.module.css';

export interface Progress {
  phase: string;
  fraction: number;
  etaSeconds: number | null;
  message: string | null;
}

/** How far a run has come, as a bar and as text. */
export function ProgressBar({ progress, label }: { progress: Progress; label: string }) {
  const facts = [
    progress.message ?? progress.phase,
    formatFraction(progress.fraction),
    ...(progress.etaSeconds === null ? [] : [`about ${formatDuration(progress.etaSeconds * 1000)} to go`]),
  ];
  return (
    <div className={styles.progress}>
      <progress max={1} value={progress.fraction} aria-label={label} />
      <p>{facts.join(' · ')}</p>
    </div>
  );
}
