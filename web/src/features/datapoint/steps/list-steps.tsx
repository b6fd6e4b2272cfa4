'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { datapointAddress } from '../../../address/datapoint-address.ts';
import { recallList, stepsIn, type ListOfOrigin } from '../../../address/list-of-origin.ts';
import { useShortcuts } from '../../../components/dialog/use-shortcuts.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import { rankSteps } from './rank-steps.ts';
import { RankStepsDocument, rankStepsVariables, type RankedScore } from './rank-steps-document.ts';

interface Props {
  dataset: string;
  index: number;
  /** UUID. */
  run: string;
  /** Of the datapoint in the run; null where it has none. */
  score: RankedScore | null;
}

const noScore: RankedScore = { value: 0, rank: 0 };

/** The datapoints before and after this one in the list that it was opened from, or else in the ranking of the run. */
export function ListSteps({ dataset, index, run, score }: Props) {
  const [list, setList] = useState<ListOfOrigin | null>(null);
  const router = useRouter();
  // The server does not know the list.
  useEffect(() => setList(recallList()), []);
  const listed = stepsIn(list, run, index);
  const isListed = listed.previous !== null || listed.next !== null;
  const { data, isStale } = usePartQuery(RankStepsDocument, rankStepsVariables(run, score ?? noScore), {
    pause: isListed || score === null,
  });
  const { previous, next } = isListed ? listed : rankSteps(isStale ? undefined : data);
  const go = (to: number | null) => () => {
    if (to !== null) router.push(datapointAddress(dataset, to, run));
  };
  useShortcuts({ j: go(next), k: go(previous) });
  return (
    <>
      {previous === null ? null : (
        <Link
          href={datapointAddress(dataset, previous, run)}
          rel="prev"
          aria-keyshortcuts="k"
          title={`Datapoint ${previous} (k)`}
        >
          ← Previous datapoint
        </Link>
      )}
      {next === null ? null : (
        <Link
          href={datapointAddress(dataset, next, run)}
          rel="next"
          aria-keyshortcuts="j"
          title={`Datapoint ${next} (j)`}
        >
          Next datapoint →
        </Link>
      )}
    </>
  );
}
