'use client';

import Link from 'next/link';
import { useState } from 'react';
import { datapointAddress } from '../../address/datapoint-address.ts';
import page from '../../components/page.module.css';
import { imageSource } from '../../components/thumbnail.tsx';
import { ViewPicture } from '../datapoint/view-picture.tsx';
import { policyViewsSource } from './policy-views-source.ts';
import type { DatasetChoice, PolicyViewed } from './policy-views-documents.ts';
import styles from './policy-views.module.css';

interface Props {
  dataset: DatasetChoice;
  datapoint: PolicyViewed;
  views: NonNullable<PolicyViewed['policyViews']>;
  policy: string;
  seed: number;
  isStale: boolean;
}

/** The datapoint, its views, and what the policy does. */
export function DrawnViews({ dataset, datapoint, views, policy, seed, isStale }: Props) {
  return (
    <section
      className={`${page.card} ${styles.drawn} ${isStale ? page.stale : ''}`}
      aria-labelledby="drawn"
      aria-busy={isStale}
    >
      <h2 id="drawn">
        <Link href={datapointAddress(dataset.slug, datapoint.index)}>Datapoint {datapoint.index}</Link>
        {datapoint.class ? ` · class ${datapoint.class.name}` : ''}
      </h2>
      <Pictures {...{ datapoint, views }} />
      <ol className={styles.operations} aria-label="Operations of the policy">
        {views.operations.map(({ key, description, settings }, n) => (
          <li key={n}>
            <code>{key}</code>
            <span>{description}</span>
            <span className={styles.settings}>{settingsOf(settings)}</span>
          </li>
        ))}
      </ol>
      <p className={styles.text}>
        A run with this policy and the seed {seed} scores these very views. The same picture on the command
        line:
      </p>
      <pre className={styles.command}>
        <code>{`npx engram views ${dataset.slug} --policy ${quoted(policy)} --index ${datapoint.index} --seed ${seed} --count ${views.count} --out views.png`}</code>
      </pre>
    </section>
  );
}

/** The datapoint as it is, then its views. */
function Pictures({ datapoint, views }: Pick<Props, 'datapoint' | 'views'>) {
  const [isBroken, setIsBroken] = useState(false);
  const source = policyViewsSource(views.imageUrl);
  const original = imageSource(datapoint.imageUrl);
  if (!source || isBroken)
    return (
      <p className={styles.text}>
        {isBroken
          ? 'The views could not be drawn: too much is under way at the API, or the values of the dataset are not where it runs.'
          : 'This dataset was imported without its values, so that there is nothing to draw.'}
      </p>
    );
  return (
    <ol className={styles.strip} aria-label="Views">
      {original ? (
        <li className={styles.original}>
          <img className={styles.image} src={original} alt={`Datapoint ${datapoint.index} as it is`} />
          <span aria-hidden="true">as it is</span>
        </li>
      ) : null}
      {Array.from({ length: views.count }, (_, view) => (
        <li key={view}>
          <ViewPicture
            image={{ source, ...views }}
            view={view}
            label={`View ${view + 1}`}
            onError={() => setIsBroken(true)}
          />
          <span aria-hidden="true">{view + 1}</span>
        </li>
      ))}
    </ol>
  );
}

const settingsOf = (settings: string): string =>
  Object.entries(JSON.parse(settings) as Record<string, unknown>)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

/** For a shell. */
const quoted = (text: string): string =>
  /^[a-z0-9-]+$/.test(text) ? text : `'${text.replaceAll(/\s*\n\s*/g, ' ').replaceAll("'", `'\\''`)}'`;
