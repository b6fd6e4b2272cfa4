import type { OrderKey } from '../../../address/score-orders.ts';
import { hiddenClasses } from './hidden-columns.ts';
import type { TableColumns } from './table-columns.ts';
import styles from './score-table.module.css';

interface Column {
  title: string;
  /** Orders that a press on the title goes through. */
  orders: readonly OrderKey[];
  /** Absent where every run has it. */
  key?: keyof TableColumns;
}

const columns: readonly Column[] = [
  { title: 'Image', orders: [] },
  { title: 'Datapoint', orders: ['index-asc'] },
  { title: 'Class', orders: [] },
  { title: 'Score', orders: ['value-desc', 'value-asc'] },
  { title: 'Interval', orders: ['error-desc'], key: 'interval' },
  { title: 'Rank', orders: [] },
  { title: 'Percentile', orders: [] },
  { title: 'P(top 5 %)', orders: ['top-desc'], key: 'top' },
  { title: 'FDR', orders: [], key: 'rate' },
  { title: 'Role', orders: [], key: 'role' },
  { title: 'Tags', orders: [] },
];

interface Props {
  order: OrderKey;
  setOrder: (order: OrderKey) => void;
  has: TableColumns;
}

/** The titles of the table; by those that are buttons it is ordered. */
export function TableHead({ order, setOrder, has }: Props) {
  const shown = columns.filter(({ key }) => key === undefined || has[key]);
  return (
    <div className={`${styles.row} ${styles.head} ${hiddenClasses(has)}`} role="row" aria-rowindex={1}>
      {shown.map(({ title, orders }) => {
        const at = orders.indexOf(order);
        return (
          <span
            key={title}
            role="columnheader"
            aria-sort={at < 0 ? undefined : order.endsWith('asc') ? 'ascending' : 'descending'}
          >
            {orders.length > 0 ? (
              <button type="button" onClick={() => setOrder(orders[(at + 1) % orders.length]!)}>
                {title}
                <span aria-hidden="true">{at < 0 ? '' : order.endsWith('asc') ? ' ↑' : ' ↓'}</span>
              </button>
            ) : (
              title
            )}
          </span>
        );
      })}
      <span role="columnheader" className="visually-hidden">
        Select
      </span>
    </div>
  );
}
