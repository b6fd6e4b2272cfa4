import type { ReactNode } from 'react';
import { axisTitle, type Axis } from '../../charts/frame/chart.ts';
import { ColumnHeads, type ColumnHead } from '../column-heads.tsx';
import table from '../table.module.css';
import { AxisFoot } from './axis-foot.tsx';
import styles from './chart-table.module.css';

interface Props {
  /** Of the region, for those who do not see it. */
  name: string;
  columns: readonly ColumnHead[];
  /** Of the strips in its rows. */
  axis: Axis;
  /** What the axis shows; its own title where it is left out. */
  label?: string;
  className?: string | undefined;
  /** Its `tbody`, one or more. */
  children: ReactNode;
}

/** A table whose rows carry the strips of a chart: chart and table in one. */
export function ChartTable({ name, columns, axis, label, className, children }: Props) {
  return (
    <div className={table.frame} tabIndex={0} role="region" aria-label={name}>
      <table className={[table.table, styles.table, className].filter(Boolean).join(' ')}>
        <thead>
          <ColumnHeads columns={columns} />
        </thead>
        {children}
        <AxisFoot axis={axis} label={label ?? axisTitle(axis)} columns={columns} />
      </table>
    </div>
  );
}
