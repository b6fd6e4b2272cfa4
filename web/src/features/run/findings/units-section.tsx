import Link from 'next/link';
import { datapointAddress } from '../../../address/datapoint-address.ts';
import chart from '../../../components/chart-table/chart-table.module.css';
import { ColumnHeads, type ColumnHead } from '../../../components/column-heads.tsx';
import page from '../../../components/page.module.css';
import table from '../../../components/table.module.css';
import { Thumbnail } from '../../../components/thumbnail.tsx';
import { formatScore } from '../../../format.ts';
import type { Run } from '../run-document.ts';
import type { Unit } from './findings-document.ts';
import { unitsMessage } from './unit-messages.ts';
import styles from './findings.module.css';

/** Characters shown of a text. */
const excerptShown = 90;

const columns: readonly ColumnHead[] = [
  { title: 'Driven by' },
  { title: 'Unit' },
  { title: 'Selectivity', kind: 'number' },
  { title: 'Trained with it' },
];

/** The most selective units over all encoders of a run, with the datapoints that drive them. */
export function UnitsSection({ run, units }: { run: Run; units: readonly Unit[] }) {
  return (
    <section className={`${page.card} ${chart.section}`} aria-labelledby="units">
      <h2 id="units">Most selective units</h2>
      <p>{unitsMessage(units)}</p>
      <div
        className={`${table.frame} ${styles.units}`}
        tabIndex={0}
        role="region"
        aria-label="Table of the units"
      >
        <table className={`${table.table} ${chart.table} ${chart.flush}`}>
          <thead>
            <ColumnHeads columns={columns} />
          </thead>
          <tbody>
            {units.map((unit) => (
              <tr key={`${unit.encoder} ${unit.unit}`}>
                <th scope="row">
                  <DatapointLink run={run} unit={unit} />
                </th>
                <td>
                  {unit.layer} · {unit.unit}
                  <small>encoder {unit.encoder}</small>
                </td>
                <td className={table.number}>{formatScore(unit.selectivity)}</td>
                <td>{unit.trainedOn ? 'yes' : 'no'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function DatapointLink({ run, unit: { datapoint } }: { run: Run; unit: Unit }) {
  return (
    <Link
      href={datapointAddress(run.dataset.slug, datapoint.index, run.id)}
      className={styles.datapoint}
      prefetch={false}
    >
      {datapoint.text === null ? (
        <Thumbnail imageUrl={datapoint.imageUrl} index={datapoint.index} alt="Datapoint" size={40} />
      ) : null}
      <span className={datapoint.text === null ? styles.label : undefined}>
        {datapoint.index}
        <small>{datapoint.text?.slice(0, excerptShown) ?? classLabel(datapoint.class)}</small>
      </span>
    </Link>
  );
}

const classLabel = (found: { name: string } | null): string =>
  found ? `class ${found.name}` : 'unknown class';
