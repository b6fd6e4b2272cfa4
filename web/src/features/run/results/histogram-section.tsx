'use client';

import type { MeasureKey } from '@engram/core';
import { Figure } from '../../../charts/page/figure.tsx';
import { Legend } from '../../../charts/page/legend.tsx';
import { histogramSpec } from '../../../charts/specs/histogram.ts';
import page from '../../../components/page.module.css';
import { formatAmount, formatCount } from '../../../format.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { hasRange, type RunState } from '../../../address/url-state.ts';
import {
  classHistogram,
  HistogramDocument,
  histogramBins,
  type HistogramData,
} from './histogram-document.ts';
import type { Headline } from './headline.ts';
import styles from '../run-page.module.css';

/** The distribution of the scores of the chosen classes, on the axis of the whole run; a chosen range is drawn full. */
export function HistogramSection({
  id,
  state,
  headline,
  measure,
}: {
  id: string;
  state: RunState;
  headline: Headline;
  /** null = the scores were made elsewhere. */
  measure: MeasureKey | null;
}) {
  const all = usePartQuery(HistogramDocument, { filter: { run: id }, bins: histogramBins });
  const isNarrowed = state.classes.length > 0;
  const chosen = usePartQuery(HistogramDocument, classHistogram(id, state), { pause: !isNarrowed });
  const whole = all.data?.scoreHistogram;
  const shown = isNarrowed ? (chosen.data?.scoreHistogram ?? whole) : whole;
  const spec =
    whole && shown
      ? histogramSpec({
          bins: shown,
          domain: [whole.edges[0]!, whole.edges.at(-1)!],
          from: state.from,
          to: state.to,
          mean: headline.mean === null ? null : { value: headline.mean, interval: headline.interval },
          meanOf: headline.of,
          measure,
        })
      : null;
  return (
    <section className={`${page.card} ${styles.histogram}`} aria-labelledby="distribution">
      <h2 id="distribution">Distribution of scores</h2>
      {spec && shown ? (
        <>
          <p className={styles.caption}>{caption(shown, state)}</p>
          {shown.total === 0 ? (
            <p className={styles.histogramSpace}>There is no score to draw.</p>
          ) : (
            <Figure spec={spec} layout="histogram" />
          )}
          <Legend entries={spec.legend} />
        </>
      ) : (
        <div className={styles.histogramSpace} aria-busy="true" />
      )}
    </section>
  );
}

function caption({ total, missing }: HistogramData, state: RunState): string {
  return [
    `${formatAmount(total, 'datapoint')}${state.classes.length > 0 ? ' of the chosen classes' : ''}`,
    ...(missing > 0 ? [`${formatCount(missing)} more not identifiable`] : []),
    ...(hasRange(state) ? ['the chosen range is highlighted'] : []),
  ].join('; ');
}
