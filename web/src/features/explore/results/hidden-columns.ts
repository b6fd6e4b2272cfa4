import type { TableColumns } from './table-columns.ts';
import styles from './score-table.module.css';

const classes: Record<keyof TableColumns, string | undefined> = {
  interval: styles.noInterval,
  top: styles.noTop,
  rate: styles.noRate,
  role: styles.noRole,
};

/** Classes of a row by which the columns that a run lacks take no room. */
export const hiddenClasses = (has: TableColumns): string =>
  (Object.keys(classes) as (keyof TableColumns)[])
    .filter((key) => !has[key])
    .map((key) => classes[key])
    .join(' ');
