import styles from './run-page.module.css';

/** The page's shape while the run is on its way. */
export function RunSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="The run is being loaded">
      <div className={styles.skeletonHead} />
      <div className={styles.skeletonBand} />
      <div className={styles.skeletonBody} />
    </div>
  );
}
