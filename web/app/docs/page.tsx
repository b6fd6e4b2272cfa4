import type { Metadata } from 'next';
import { DocsPage } from '../../src/features/docs/docs-page.tsx';

export const metadata: Metadata = { title: 'Docs' };

export default function Page() {
  return <DocsPage slug="readme" />;
}
