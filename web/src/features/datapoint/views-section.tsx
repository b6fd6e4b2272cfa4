'use client';

import { useState } from 'react';
import { Trouble } from '../../components/callout/trouble.tsx';
import page from '../../components/page.module.css';
import { isAlignment } from '../../messages/effect-message.ts';
import { measuredValue } from '../../messages/measure-labels.ts';
import { isUnavailable } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { shortRunId } from '../../address/run-address.ts';
import { distanceLabel, readConfig } from '../run/config-facts.ts';
import {
  DatapointViewsDocument,
  type DatapointData,
  type DatapointScore,
  type Views,
} from './datapoint-documents.ts';
import { PairPanel } from './pair-panel.tsx';
import { pairsOf, widestPair } from './pairs.ts';
import { ViewPicture } from './view-picture.tsx';
import { viewsSource } from './views-source.ts';
import styles from './views-section.module.css';

interface Props {
  datapoint: DatapointData;
  score: DatapointScore;
}

/** The views that the score rests on, and their distances pair by pair. */
export function ViewsSection({ datapoint, score }: Props) {
  const { data, error } = useLiveQuery(DatapointViewsDocument, {
    dataset: datapoint.dataset.slug,
    index: datapoint.index,
    run: shortRunId(score.run.id),
  });
  const views = data?.datapoint?.views;
  // Scores that were made elsewhere rest on views that are not known here.
  if (data?.datapoint && !views) return null;
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="apart">
      <h2 id="apart">{isAlignment(score.run.measure) ? 'The score by pairs of views' : 'The views'}</h2>
      <Trouble error={error} hasData={Boolean(views)} />
      {views ? (
        <Apart views={views} score={score} />
      ) : error && !isUnavailable(error) ? null : (
        <div className={styles.space} aria-busy="true" />
      )}
    </section>
  );
}

function Apart({ views, score }: { views: Views; score: DatapointScore }) {
  const [isBroken, setIsBroken] = useState(false);
  const pairs = pairsOf(views);
  const [selected, select] = useState(() => widestPair(pairs));
  const source = viewsSource(views.imageUrl);
  const { count, width, height } = views;
  const image = source && !isBroken ? { source, count, width, height } : null;
  const hasPairs = isAlignment(score.run.measure);
  const distance = distanceLabel(readConfig(score.run.config)?.scoring);
  return (
    <>
      <p className={styles.text}>
        Every encoder of the run was scored on the same {count} views of this datapoint.{' '}
        {hasPairs ? (
          <>
            {distance ? `d is the distance between two views in representation space: ${distance}. ` : ''}
            The mean of d over all pairs is the alignment loss L<sub>align</sub>.
          </>
        ) : (
          `Distances of their pairs are stored by runs of the alignment loss only, and this one measures: ${measuredValue(score.run.measure)}.`
        )}
      </p>
      {image ? (
        <ol className={styles.strip} aria-label="Views">
          {Array.from({ length: count }, (_, view) => (
            <li key={view} className={selected?.includes(view) ? styles.selected : undefined}>
              <ViewPicture
                image={image}
                view={view}
                label={`View ${view + 1}`}
                onError={() => setIsBroken(true)}
              />
              <span aria-hidden="true">{view + 1}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p className={styles.missing}>
          {isBroken
            ? 'The views could not be drawn: the pixels of the dataset are not where the API runs. Import the dataset there.'
            : views.imageReason}
        </p>
      )}
      {!hasPairs ? null : pairs.length > 0 && selected ? (
        <PairPanel views={views} pairs={pairs} selected={selected} select={select} image={image} />
      ) : (
        <p className={styles.missing}>
          {views.distancesReason ?? 'No encoder of the run has distances for this datapoint.'}
        </p>
      )}
    </>
  );
}
