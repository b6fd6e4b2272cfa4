import { describeContrast, type MeasureKey } from '@engram/core';
import { intervalMarks } from '../../../charts/kinds/intervals.ts';
import { Strip } from '../../../charts/page/strip.tsx';
import { roleContrastsSpec } from '../../../charts/specs/intervals.ts';
import page from '../../../components/page.module.css';
import table from '../../../components/table.module.css';
import { formatFraction, formatInterval, formatScore } from '../../../format.ts';
import type { RunSummary } from '../run-document.ts';
import styles from './role-contrasts.module.css';

type RoleContrast = RunSummary['roleContrasts'][number];

const roles: Record<string, { name: string; expect: string }> = {
  shared: { name: 'Shared', expect: 'Seen by f and g. A control: around 0.' },
  candidate: { name: 'Candidates', expect: 'Seen by f only. Above 0 where memorized.' },
  independent: { name: 'Independents', expect: 'Seen by g only. Below 0 where memorized.' },
  external: { name: 'External', expect: 'Seen by neither. A control: around 0.' },
};

const nameOf = (role: string): string => roles[role]?.name ?? role;

/** The parts of an `fg-split`, controls included: chart and table in one. */
export function RoleContrasts(props: {
  contrasts: readonly RoleContrast[];
  confidence: number;
  measure: MeasureKey;
}) {
  const { contrasts, confidence, measure } = props;
  const { x, rows } = roleContrastsSpec(contrasts, confidence, nameOf, measure);
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="parts">
      <h2 id="parts">Scores by split role</h2>
      <p>
        What is shown is the {describeContrast(measure)}, with its {formatFraction(confidence)} interval over
        pairs of encoders and datapoints. The marks share one scale; the line is 0.
      </p>
      <div className={table.frame} tabIndex={0} role="region" aria-label="Scores by split role">
        <table className={`${table.table} ${styles.table}`}>
          <thead>
            <tr>
              <th scope="col">Role</th>
              <th scope="col" className={table.number}>
                Datapoints
              </th>
              <th scope="col" className={`${table.number} ${table.mark}`}>
                Mean and interval
              </th>
              <th scope="col" className={table.number}>
                Mean
              </th>
              <th scope="col" className={table.number}>
                Interval
              </th>
            </tr>
          </thead>
          <tbody>
            {contrasts.map((contrast, at) => (
              <tr key={contrast.role}>
                <th scope="row">
                  {nameOf(contrast.role)}
                  <small>{roles[contrast.role]?.expect}</small>
                </th>
                <td className={table.number}>{contrast.count}</td>
                <td className={table.mark}>
                  <Strip marks={intervalMarks(rows[at]!, x)} />
                </td>
                <td className={table.number}>{formatScore(contrast.mean)}</td>
                <td className={table.number}>{formatInterval(contrast.interval)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
