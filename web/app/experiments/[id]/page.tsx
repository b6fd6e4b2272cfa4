import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { ExperimentPage } from '../../../src/features/experiment/experiment-page.tsx';
import { loadExperiment } from '../../../src/features/experiment/load-experiment.ts';
import { GraphqlPage } from '../../../src/graphql/graphql-page.tsx';

interface Props {
  params: Promise<{ id: string }>;
}

const idOf = async ({ params }: Props): Promise<string> => decodeURIComponent((await params).id);

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { name } = await loadExperiment(await idOf(props));
  return { title: name ?? 'Experiment' };
}

export default async function Page(props: Props) {
  const id = await idOf(props);
  const { ssr, isUnknown } = await loadExperiment(id);
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={id} ssr={ssr}>
      <ExperimentPage id={id} />
    </GraphqlPage>
  );
}
