import Link from 'next/link';
import page from '../../components/page.module.css';
import { imageSource } from '../../components/thumbnail.tsx';
import { exploreAddress, runAddress, shortRunId } from '../../address/run-address.ts';
import { policyViewsAddress } from '../policy-views/policy-views-state.ts';
import { ListSteps } from './steps/list-steps.tsx';
import { rankedScore } from './steps/rank-steps-document.ts';
import type { DatapointData, DatapointScore } from './datapoint-documents.ts';
import styles from './datapoint-page.module.css';

interface Props {
  datapoint: DatapointData;
  score: DatapointScore | undefined;
}

const imageSide = 224;

/** What the datapoint is, and the run that it is seen from. */
export function DatapointHead({ datapoint, score }: Props) {
  const { dataset } = datapoint;
  return (
    <header className={styles.head}>
      <nav aria-label="Breadcrumb" className={styles.crumbs}>
        {score ? (
          <>
            <Link href={runAddress(score.run.id)}>{score.run.name}</Link>
            <Link href={exploreAddress(score.run.id)}>Explore its scores</Link>
            <ListSteps
              dataset={dataset.slug}
              index={datapoint.index}
              run={shortRunId(score.run.id)}
              score={rankedScore(score)}
            />
          </>
        ) : (
          <Link href="/">Runs</Link>
        )}
        <Link href={policyViewsAddress(dataset.slug, datapoint.index)}>Views by policy</Link>
      </nav>
      <h1>Datapoint {datapoint.index}</h1>
      <dl className={styles.facts}>
        <Fact term="Dataset">{dataset.name}</Fact>
        <Fact term="Class">{datapoint.class?.name ?? 'unknown'}</Fact>
        {datapoint.sourceId === null ? null : <Fact term="Id in its source">{datapoint.sourceId}</Fact>}
        <Fact term="Content hash">
          <code>{datapoint.contentHash}</code>
        </Fact>
      </dl>
    </header>
  );
}

function Fact({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The text, the image, each of its pixels to be seen, a plot, or the reason why there is none. */
export function DatapointImage({ datapoint }: { datapoint: DatapointData }) {
  const source = imageSource(datapoint.imageUrl);
  const label = `Datapoint ${datapoint.index}, ${datapoint.class ? `class ${datapoint.class.name}` : 'unknown class'}`;
  if (datapoint.text !== null)
    return (
      <figure className={`${page.card} ${styles.figure}`}>
        <p className={styles.text} tabIndex={0} aria-label={`Text of datapoint ${datapoint.index}`}>
          {datapoint.text}
        </p>
      </figure>
    );
  return (
    <figure className={`${page.card} ${styles.figure}`}>
      {source ? (
        <img className={styles.image} src={source} alt={label} width={imageSide} height={imageSide} />
      ) : (
        <p className={styles.noImage}>
          This datapoint has no image: its dataset was imported without its datapoints. Scores and distances
          need none.
        </p>
      )}
    </figure>
  );
}
