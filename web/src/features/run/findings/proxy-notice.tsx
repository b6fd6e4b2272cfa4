'use client';

import { isProxy } from '@engram/core';
import Link from 'next/link';
import { runAddress, shortRunId } from '../../../address/run-address.ts';
import { Callout } from '../../../components/callout/callout.tsx';
import { formatAmount, formatCoefficient, isNumber } from '../../../format.ts';
import { usePartQuery } from '../../../graphql/use-part-query.ts';
import type { Run } from '../run-document.ts';
import { coefficientInterval } from './correlation-messages.ts';
import { FindingsDocument, findingsVariables, type Correlation } from './findings-document.ts';
import { referenceOf } from './reference-of.ts';
import styles from './findings.module.css';

/** Says, before any number of a proxy, that it is one, and how far it can stand for the score. */
export function ProxyNotice({ id, run }: { id: string; run: Run }) {
  const isOne = isProxy(run.measure);
  const { data } = usePartQuery(FindingsDocument, findingsVariables(id), {
    pause: !isOne || !run.summary,
  });
  if (!isOne) return null;
  const found = data?.run;
  return (
    <div className={styles.notice}>
      <Callout tone="caution" title="A proxy, not a memorization score">
        <p>
          Its score is a mean over all encoders, whether or not they were trained with the datapoint. A high
          one says that a datapoint is atypical, not that it was memorized.
        </p>
        {found ? <Standing run={run} reference={referenceOf(run.config, found.correlations)} /> : null}
      </Callout>
    </div>
  );
}

function Standing({ run, reference }: { run: Run; reference: Correlation | null }) {
  if (!reference)
    return (
      <p>
        How far it can stand for the memorization score is not known: no correlation with a run of{' '}
        <code>alignment</code> on the same encoders is stored. To measure them so:{' '}
        <code>npx engram run {shortRunId(run.id).slice(0, 8)} --set measure=alignment</code>
      </p>
    );
  const { spearman, count } = reference;
  return (
    <p>
      {isNumber(spearman) ? (
        <>
          Its Spearman correlation with the memorization score, on the same encoders and masks, is{' '}
          <strong>{formatCoefficient(spearman)}</strong> ({coefficientInterval(reference)}) over{' '}
          {formatAmount(count, 'datapoint')}, in the run{' '}
        </>
      ) : (
        'Its correlation with the memorization score cannot be computed, because one of the two does not vary; see the run '
      )}
      <Link href={runAddress(reference.run.id)}>{reference.run.name}</Link>.
    </p>
  );
}
