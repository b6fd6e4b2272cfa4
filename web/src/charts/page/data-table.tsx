import type { Table } from '../frame/chart.ts';
import styles from './data-table.module.css';

/** The numbers behind a chart, folded away until asked for. */
export function DataTable(props: Table) {
  return (
    <details className={styles.table}>
      <summary>{props.summary}</summary>
      <div tabIndex={0} role="region" aria-label={props.summary}>
        <table>
          <thead>
            <tr>
              {props.head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <tr key={row.join()}>
                {row.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
