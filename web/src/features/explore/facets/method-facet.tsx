'use client';

import Link from 'next/link';
import { exploreStateToSearch, type ExploreState } from '../../../address/explore-state.ts';
import { formatCount } from '../../../format.ts';
import type { ResultOf } from '../../../graphql/graphql.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { shortNames } from '../../../messages/short-names.ts';
import { exploreAddress, shortRunId } from '../../../address/run-address.ts';
import { ExploreCountDocument, type ExploreFacetsDocument } from '../explore-documents.ts';
import { firstScores } from '../first-scores.ts';
import { stateForRun } from '../state-for-run.ts';
import styles from './facets.module.css';

type Sibling = ResultOf<typeof ExploreFacetsDocument>['runs']['nodes'][number];

/** Each is counted by a statement of its own. */
const maxCounted = 8;

interface Props {
  /** UUID of the run explored. */
  run: string;
  /** Finished runs of its dataset, itself included. */
  runs: readonly Sibling[];
  state: ExploreState;
  /** Datapoints of the run that pass all filters; null while they are being counted. */
  left: number | null;
}

/** The methods that scored the dataset, run by run: each leads to the same filters over its scores. */
export function MethodFacet({ run, runs, state, left }: Props) {
  if (runs.length < 2) return null;
  const ordered = [...runs].sort((a, b) => a.method.name.localeCompare(b.method.name));
  const short = shortNames(ordered.map(({ name }) => name));
  return (
    <fieldset>
      <legend>Method and run</legend>
      <ul className={styles.options}>
        {ordered.map(({ id, name, method }, at) => {
          const key = shortRunId(id);
          const target = stateForRun(state, run, key);
          return (
            <li key={id}>
              <Link
                href={`${exploreAddress(id)}${exploreStateToSearch(target)}`}
                aria-current={key === run ? 'true' : undefined}
                className={styles.method}
                title={`${method.name} ${name}`}
                prefetch={false}
              >
                <span>
                  {method.name} <small>{short[at]}</small>
                </span>
                <small>
                  {key === run ? (
                    left !== null && formatCount(left)
                  ) : at < maxCounted ? (
                    <Count run={key} state={target} isWaiting={left === null} />
                  ) : null}
                </small>
              </Link>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

/** How many datapoints of another run pass the filters; counted once the scores on show are there. */
function Count({ run, state, isWaiting }: { run: string; state: ExploreState; isWaiting: boolean }) {
  const { filter } = firstScores(run, state);
  const { data } = usePartQuery(ExploreCountDocument, { filter }, { pause: isWaiting });
  return data ? formatCount(data.scores.totalCount) : null;
}
