import { isSha256 } from '@engram/core';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { snapshotCardSize } from '../../../src/embed/card-text.ts';
import { cardAddress, discoveryAddress } from '../../../src/embed/own-address.ts';
import { readEnv } from '../../../src/env.ts';
import { SnapshotDocument, type SnapshotData } from '../../../src/features/snapshot/snapshot-documents.ts';
import { SnapshotPage } from '../../../src/features/snapshot/snapshot-page.tsx';
import { GraphqlPage } from '../../../src/graphql/graphql-page.tsx';
import { dataOf, pageRequest, prefetch } from '../../../src/graphql/prefetch.ts';

interface Props {
  params: Promise<{ hash: string }>;
  searchParams: Promise<{ figure?: string | string[] }>;
}

const load = cache(async (hash: string) => {
  if (!isSha256(hash)) return { ssr: {}, snapshot: null, isUnknown: true };
  const ssr = await prefetch([pageRequest(SnapshotDocument, { hash })]);
  const [data] = dataOf(ssr) as { snapshot: SnapshotData | null }[];
  return { ssr, snapshot: data?.snapshot ?? null, isUnknown: data?.snapshot === null };
});

const hashOf = async ({ params }: Pick<Props, 'params'>): Promise<string> =>
  decodeURIComponent((await params).hash);

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { snapshot } = await load(await hashOf(props));
  if (!snapshot) return { title: 'Snapshot' };
  const { hash, title, methods } = snapshot;
  const { figure } = await props.searchParams;
  const shown = { hash, figure: snapshot.figures.find(({ name }) => name === figure)?.name ?? null };
  const host = (await headers()).get('host') ?? '';
  const { publicUrl } = readEnv();
  const discovery = discoveryAddress(shown, host, publicUrl);
  const card = cardAddress(hash, host, publicUrl);
  const alt = `What the snapshot ${title} holds`;
  return {
    title,
    openGraph: {
      ...{ title, description: methods },
      ...(card !== null && { images: [{ url: card, type: 'image/png', alt, ...snapshotCardSize }] }),
    },
    twitter: { card: 'summary_large_image' },
    ...(discovery !== null && { alternates: { types: { 'application/json+oembed': discovery } } }),
  };
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
