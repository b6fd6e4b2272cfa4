import styles from './run-page.module.css';

/** The page's shape while the run is on its way. */
export function RunSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading the run">
      <div className={styles.skeletonHead} />
      <div className={styles.skeletonBand} />
      <div className={styles.skeletonBody} />
    </div>
  );
}
