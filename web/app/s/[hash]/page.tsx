import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { SnapshotDocument, type SnapshotData } from '../../../src/features/snapshot/snapshot-documents.ts';
import { SnapshotPage } from '../../../src/features/snapshot/snapshot-page.tsx';
import { GraphqlPage } from '../../../src/graphql/graphql-page.tsx';
import { dataOf, pageRequest, prefetch } from '../../../src/graphql/prefetch.ts';

interface Props {
  params: Promise<{ hash: string }>;
}

const load = cache(async (hash: string) => {
  if (!/^[0-9a-f]{64}$/.test(hash)) return { ssr: {}, snapshot: null, isUnknown: true };
  const ssr = await prefetch([pageRequest(SnapshotDocument, { hash })]);
  const [data] = dataOf(ssr) as { snapshot: SnapshotData | null }[];
  return { ssr, snapshot: data?.snapshot ?? null, isUnknown: data?.snapshot === null };
});

const hashOf = async ({ params }: Props): Promise<string> => decodeURIComponent((await params).hash);

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { snapshot } = await load(await hashOf(props));
  if (!snapshot) return { title: 'Snapshot' };
  return { title: snapshot.title, openGraph: { title: snapshot.title, description: snapshot.methods } };
}

export default async function Page(props: Props) {
  const hash = await hashOf(props);
  const { ssr, isUnknown } = await load(hash);
  if (isUnknown) notFound();
  return (
    <GraphqlPage key={hash} ssr={ssr}>
      <SnapshotPage hash={hash} />
    </GraphqlPage>
  );
}
