import { isShortId } from '@engram/core';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { experimentAddress } from '../../../src/address/experiments-state.ts';
import { AmbiguousExperiment } from '../../../src/components/ambiguous-address.tsx';
import { ExperimentPage } from '../../../src/features/experiment/experiment-page.tsx';
import { loadExperiment } from '../../../src/features/experiment/load-experiment.ts';
import { GraphqlPage } from '../../../src/graphql/graphql-page.tsx';

interface Props {
  params: Promise<{ id: string }>;
}

const idOf = async ({ params }: Props): Promise<string> => decodeURIComponent((await params).id);

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { experiment } = await loadExperiment(await idOf(props));
  return { title: experiment?.name ?? 'Experiment' };
}

export default async function Page(props: Props) {
  const id = await idOf(props);
  const { ssr, experiment, isUnknown, problem } = await loadExperiment(id);
  if (isUnknown) notFound();
  if (problem !== null) return <AmbiguousExperiment problem={problem} />;
  if (experiment && isShortId(id)) redirect(experimentAddress(experiment.id));
  return (
    <GraphqlPage key={id} ssr={ssr}>
      <ExperimentPage id={id} />
    </GraphqlPage>
  );
}
