'use client';

import { useState } from 'react';
import { ApiAway } from '../../components/api-away.tsx';
import page from '../../components/page.module.css';
import { Refusal } from '../../components/refusal.tsx';
import { isAway } from '../../graphql/api-error.ts';
import { useLiveQuery } from '../../graphql/use-live-query.ts';
import { shortRunId } from '../../address/run-address.ts';
import { distanceInWords, readConfig } from '../run/config-facts.ts';
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
  return (
    <section className={`${page.card} ${styles.section}`} aria-labelledby="apart">
      <h2 id="apart">The score by pairs of views</h2>
      {isAway(error) ? <ApiAway hasData={Boolean(views)} /> : error ? <Refusal error={error} /> : null}
      {views ? (
        <Apart views={views} score={score} />
      ) : error && !isAway(error) ? null : (
        <div className={styles.space} aria-busy="true" />
      )}
    </section>
  );
}

function Apart({ views, score }: { views: Views; score: DatapointScore }) {
  const [isBroken, setIsBroken] = useState(false);
  const pairs = pairsOf(views);
  const [picked, pick] = useState(() => widestPair(pairs));
  const source = viewsSource(views.imageUrl);
  const { count, width, height } = views;
  const image = source && !isBroken ? { source, count, width, height } : null;
  const distance = distanceInWords(readConfig(score.run.config)?.scoring);
  return (
    <>
      <p className={styles.words}>
        Every encoder of the run was scored on the same {count} views of this datapoint.{' '}
        {distance ? `d is the distance between two views in representation space: ${distance}. ` : ''}
        The mean of d over all pairs is the alignment loss L<sub>align</sub>.
      </p>
      {image ? (
        <ol className={styles.strip} aria-label="Views">
          {Array.from({ length: count }, (_, view) => (
            <li key={view} className={picked?.includes(view) ? styles.picked : undefined}>
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
      {pairs.length > 0 && picked ? (
        <PairPanel views={views} pairs={pairs} picked={picked} pick={pick} image={image} />
      ) : (
        <p className={styles.missing}>
          {views.distancesReason ?? 'No encoder of the run has distances for this datapoint.'}
        </p>
      )}
    </>
  );
}
