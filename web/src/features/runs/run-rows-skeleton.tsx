import styles from './run-list.module.css';

/** The list's shape while it is on its way. */
export function RunRowsSkeleton() {
  return (
    <ul className={styles.list} aria-busy="true" aria-label="Loading the runs">
      {[0, 1, 2].map((row) => (
        <li key={row} className={styles.skeleton} />
      ))}
    </ul>
  );
}
