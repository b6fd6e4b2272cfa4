'use client';

import { shortRunId } from '../../../address/run-address.ts';
import { HorizontalAxis } from '../../../charts/page/axes.tsx';
import { DataTable } from '../../../charts/page/data-table.tsx';
import { Strip } from '../../../charts/page/strip.tsx';
import page from '../../../components/page.module.css';
import { formatScore } from '../../../format.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { howScored, measuredValue } from '../../../messages/measure-labels.ts';
import { EncoderValuesDocument, type DatapointData, type DatapointScore } from '../datapoint-documents.ts';
import { encoderSides } from './encoder-sides.ts';
import styles from './encoder-dots.module.css';

interface Props {
  datapoint: DatapointData;
  score: DatapointScore;
}

/** What each encoder made of the datapoint: a score is the distance between two means, and the dots say how far they lie apart. */
export function EncoderDots({ datapoint, score }: Props) {
  const { data } = usePartQuery(EncoderValuesDocument, {
    dataset: datapoint.dataset.slug,
    index: datapoint.index,
    run: shortRunId(score.run.id),
  });
  const values = data?.datapoint?.encoderValues ?? [];
  const shown = encoderSides(values);
  if (!shown) return null;
  const { scale, sides } = shown;
  const { measure } = score.run;
  const noun = measuredValue(measure);
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="encoders">
      <h2 id="encoders">The score by encoders</h2>
      <p className={styles.text}>
        Each dot is the {noun} of this datapoint under one encoder of {score.run.name}; the lines are the
        means. {howScored(measure)}
      </p>
      <dl className={styles.sides}>
        {sides.map(({ title, mean, marks }) => (
          <div key={title}>
            <dt>
              {title}
              <span>mean {formatScore(mean)}</span>
            </dt>
            <dd>
              <Strip marks={marks} />
            </dd>
          </div>
        ))}
      </dl>
      <div className={styles.axis}>
        <HorizontalAxis
          axis={{ type: 'linear', label: noun, unit: null, ...scale }}
          className={styles.ticks}
        />
      </div>
      <DataTable
        summary="The encoders as a table"
        head={['Encoder', 'Trained with it', noun]}
        rows={values.map(({ encoder, isTrainedOnIt, value }) => [
          String(encoder),
          isTrainedOnIt ? 'yes' : 'no',
          formatScore(value),
        ])}
      />
    </section>
  );
}
