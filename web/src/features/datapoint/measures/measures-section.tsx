'use client';

import Link from 'next/link';
import { datapointAddress } from '../../../address/datapoint-address.ts';
import { shortRunId } from '../../../address/run-address.ts';
import { percentOf } from '../../../charts/frame/scale.ts';
import type { Mark } from '../../../charts/frame/mark.ts';
import { Strip } from '../../../charts/page/strip.tsx';
import { ColumnHeads, type ColumnHead } from '../../../components/column-heads.tsx';
import page from '../../../components/page.module.css';
import table from '../../../components/table.module.css';
import { formatInterval, isNumber } from '../../../format.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { measureName } from '../../../messages/measure-labels.ts';
import { labelsOf } from '../../../messages/run-labels.ts';
import type { DatapointData, DatapointScore } from '../datapoint-documents.ts';
import runScores from '../run-scores.module.css';
import { DatapointMeasuresDocument, type MeasureScore } from './measures-document.ts';
import { measuresMessage } from './measures-message.ts';
import { orderMeasures } from './order-measures.ts';
import { standingOf } from './standing-of.ts';
import { ScoreValue } from '../../scores/score-value.tsx';

const columns: readonly ColumnHead[] = [
  { title: 'Measure' },
  { title: 'Score', kind: 'number' },
  { title: 'Interval', kind: 'number', isWide: true },
  { title: 'Percentile', kind: 'mark', className: runScores.mark },
  { title: 'Percentile', kind: 'number' },
];

interface Props {
  datapoint: DatapointData;
  chosen: DatapointScore;
}

/** The scores of a datapoint by every measure, a row each; nothing where there is only one. */
export function MeasuresSection({ datapoint, chosen }: Props) {
  const { dataset, index } = datapoint;
  const { data } = usePartQuery(DatapointMeasuresDocument, {
    dataset: dataset.slug,
    index,
    run: shortRunId(chosen.run.id),
  });
  const scores = orderMeasures(data?.datapoint?.scoresByMeasure ?? []);
  if (scores.length < 2) return null;
  const labels = labelsOf(scores.map(({ run }) => run)).map(({ text }) => text);
  const own = scores.find(({ run }) => run.id === chosen.run.id)?.run.ensemble.id;
  const isOfOthers = ({ run }: MeasureScore) => run.ensemble.id !== own;
  return (
    <section className={runScores.section} aria-labelledby="measures">
      <h2 id="measures">By every measure</h2>
      <p className={runScores.text}>{measuresMessage(scores, scores.some(isOfOthers))}</p>
      <div
        className={`${page.card} ${table.frame}`}
        tabIndex={0}
        role="region"
        aria-label="Table of the measures"
      >
        <table className={`${table.table} ${runScores.table}`}>
          <thead>
            <ColumnHeads columns={columns} />
          </thead>
          <tbody>
            {scores.map((score, at) => (
              <MeasureRow
                key={score.id}
                score={score}
                address={datapointAddress(dataset.slug, index, score.run.id)}
                label={labels[at]!}
                isChosen={score.run.id === chosen.run.id}
                isOfOthers={isOfOthers(score)}
                standing={standingOf(score, scores)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  score: MeasureScore;
  address: string;
  /** Of the run. */
  label: string;
  isChosen: boolean;
  /** Whether it is a score by other encoders. */
  isOfOthers: boolean;
  /** Of a proxy: how far it stands for the reference, where that is known. */
  standing: string | null;
}

function MeasureRow({ score, address, label, isChosen, isOfOthers, standing }: RowProps) {
  const { run, percentile } = score;
  return (
    <tr className={isChosen ? runScores.chosen : undefined}>
      <th scope="row">
        <Link
          href={address}
          aria-current={isChosen ? 'true' : undefined}
          aria-label={`${measureName(run.measure)}, in ${label}`}
          scroll={false}
          prefetch={false}
        >
          {measureName(run.measure)}
        </Link>
        <small>
          {[run.isProxy && 'proxy', standing, isOfOthers && 'other encoders', label]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </th>
      <td className={table.number}>
        <ScoreValue score={score} />
      </td>
      <td className={`${table.number} ${table.wide}`}>{formatInterval(score)}</td>
      <td className={`${table.mark} ${runScores.mark}`}>
        <Strip marks={percentileMarks(percentile)} />
      </td>
      <td className={table.number}>{isNumber(percentile) ? percentile.toFixed(1) : '–'}</td>
    </tr>
  );
}

/** Its place on a line from 0 to 100. */
function percentileMarks(percentile: number | null): Mark[] {
  if (!isNumber(percentile)) return [];
  return [
    { shape: 'line', x1: 0, x2: 100, y1: 50, y2: 50, paint: 'whole-range' },
    { shape: 'circle', x: percentOf({ low: 0, high: 100 }, percentile), y: 50, radius: 3.5, paint: 'dot' },
  ];
}
