import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { basePath, ownAddress } from '../base-path.ts';
import { contents, decisionsFolder, fileOfDocument, isServedFile, slugOfFile } from './contents.ts';
import { renderMarkdown, type RenderedDocument } from './render-markdown.ts';

/** `web/start.mjs` serves from its own folder; the repository lies above it. */
const root = (): string => join(/* turbopackIgnore: true */ process.cwd(), '..');

export interface ListedDocument {
  slug: string;
  title: string;
}

export interface DocumentGroup {
  title: string;
  documents: ListedDocument[];
}

/** The document at an address below /docs; null when there is none. */
export async function readDocument(slug: string): Promise<RenderedDocument | null> {
  const file = fileOfDocument(slug);
  const text = file === null ? null : await contentOf(file);
  if (file === null || text === null) return null;
  return renderMarkdown(file, text.toString('utf8'), {
    // Links of the text are no links of Next, which would put the base path before them.
    document: (other) => `${basePath}/docs/${other}`,
    file: (path) => ownAddress(`/api/docs/${path}`),
  });
}

/** A file that documents show or lead to; null when it is none of those, or missing. */
export async function readServedFile(path: string): Promise<Buffer | null> {
  return isServedFile(path) ? contentOf(path) : null;
}

/** All documents by group, with the decisions in a group of their own. */
export async function listDocuments(): Promise<DocumentGroup[]> {
  const decisions = await readdir(join(/* turbopackIgnore: true */ root(), decisionsFolder)).catch(() => []);
  const groups = [
    ...contents,
    {
      title: 'Decisions',
      slugs: decisions.sort().flatMap((name) => slugOfFile(`${decisionsFolder}/${name}`) ?? []),
    },
  ];
  return Promise.all(
    groups.map(async ({ title, slugs }) => ({ title, documents: await Promise.all(slugs.map(listed)) })),
  );
}

async function listed(slug: string): Promise<ListedDocument> {
  const text = (await contentOf(fileOfDocument(slug)!))?.toString('utf8') ?? '';
  return { slug, title: slug === 'readme' ? 'About Engram' : (/^# (.+)$/m.exec(text)?.[1] ?? slug) };
}

async function contentOf(file: string): Promise<Buffer | null> {
  try {
    return await readFile(join(/* turbopackIgnore: true */ root(), file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
