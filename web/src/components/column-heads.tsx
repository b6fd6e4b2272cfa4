import type { ReactNode } from 'react';
import table from './table.module.css';

export interface ColumnHead {
  title: ReactNode;
  /** What the cells below hold: text, where it is left out. */
  kind?: 'number' | 'mark';
  /** Whether a narrow screen leaves the column out. */
  isWide?: boolean;
  className?: string;
}

/** The row of titles above a table. */
export function ColumnHeads({ columns }: { columns: readonly ColumnHead[] }) {
  return (
    <tr>
      {columns.map(({ title, kind, isWide, className }, column) => (
        <th
          key={column}
          scope="col"
          className={
            [kind && table[kind], isWide && table.wide, className].filter(Boolean).join(' ') || undefined
          }
        >
          {title}
        </th>
      ))}
    </tr>
  );
}
