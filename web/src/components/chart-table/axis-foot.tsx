import type { Axis } from '../../charts/frame/chart.ts';
import { HorizontalAxis } from '../../charts/page/axes.tsx';
import type { ColumnHead } from '../column-heads.tsx';
import table from '../table.module.css';
import { overlappingTicks, roomBelow } from './overlapping-ticks.ts';
import styles from './chart-table.module.css';

interface Props {
  axis: Axis;
  /** What the axis shows, below its numbers. */
  label: string;
  /** Of the table; the axis stands below the first that has marks. */
  columns: readonly ColumnHead[];
}

/** The common axis of the strips in the rows of a table, below them. */
export function AxisFoot({ axis, label, columns }: Props) {
  const tooMany = overlappingTicks(axis.ticks, roomBelow.page);
  const shown = { ...axis, ticks: axis.ticks.filter(({ value }) => !tooMany.has(value)) };
  const overlapping = overlappingTicks(shown.ticks, roomBelow.phone);
  const place = columns.findIndex(({ kind }) => kind === 'mark');
  return (
    <tfoot aria-hidden="true" className={styles.foot}>
      <tr>
        {columns.map(({ isWide, className }, at) =>
          at === place ? (
            <td key={at} className={[table.mark, className].filter(Boolean).join(' ')}>
              <HorizontalAxis
                axis={shown}
                className={styles.axis}
                oddClass={styles.odd}
                overlapping={overlapping}
              />
              <span>{label}</span>
            </td>
          ) : (
            <td
              key={at}
              className={[isWide && table.wide, className].filter(Boolean).join(' ') || undefined}
            />
          ),
        )}
      </tr>
    </tfoot>
  );
}
