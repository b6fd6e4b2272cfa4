import type { Metadata } from 'next';
import { readDocument } from '../../../src/docs/read-documents.ts';
import { DocsPage } from '../../../src/features/docs/docs-page.tsx';

interface Props {
  params: Promise<{ path: string[] }>;
}

const slugOf = async ({ params }: Props): Promise<string> => (await params).path.join('/');

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await readDocument(await slugOf(props)))?.title ?? 'Docs' };
}

export default async function Page(props: Props) {
  return <DocsPage slug={await slugOf(props)} />;
}
