'use client';

import Link from 'next/link';
import { useEffect, useRef, type ReactNode } from 'react';
import { runAddress } from '../../address/run-address.ts';
import { usePartQuery } from '../../graphql/use-part-query.ts';
import { NextRunDocument } from './next-run-document.ts';

const pollMs = 10_000;

interface Props {
  /** Short name; null = any dataset. */
  dataset: string | null;
  /** What it is good for once it has finished: "can be plotted against this one". */
  use: string;
  className?: string;
  /** Called when the run is no longer under way: it may have finished. */
  ended: () => void;
  /** What to show where no run is under way: how to start one. */
  children: ReactNode;
}

/** Where a page lacks a run: the one that is under way, so that nobody starts it twice; else how to start one. */
export function NextRun({ dataset, use, className, ended, children }: Props) {
  const { data } = usePartQuery(NextRunDocument, { dataset }, { pollMs });
  const next = data?.running.nodes[0] ?? data?.queued.nodes[0];
  const known = useRef<string>(undefined);
  const id = next?.id;
  useEffect(() => {
    if (known.current !== undefined && known.current !== id) ended();
    known.current = id;
  }, [id, ended]);
  if (!next) return children;
  return (
    <p className={className}>
      <Link href={runAddress(next.id)}>{next.name}</Link>{' '}
      {data?.running.nodes[0] ? 'is running' : 'is queued'}. Once it has finished, it {use}.
    </p>
  );
}
