/** The documents that the dashboard shows, by what a reader wants, as their addresses below /docs name them. */
export const contents = [
  { title: 'Start', slugs: ['readme', 'tutorial', 'glossary'] },
  {
    title: 'Use',
    slugs: ['presets', 'own-data', 'own-encoders', 'experiments', 'review', 'papers', 'api'],
  },
  {
    title: 'Understand',
    slugs: ['estimators', 'methods', 'measures', 'reproduction', 'performance', 'large-data'],
  },
  {
    title: 'Run it',
    slugs: ['access', 'reverse-proxy', 'postgresql', 'operations', 'gpu', 'artifacts', 'stored-files'],
  },
  { title: 'Develop', slugs: ['architecture', 'contributing'] },
] as const;

/** Documents that lie beside docs/, by their addresses. */
const atRoot: Readonly<Record<string, string>> = {
  readme: 'README.md',
  architecture: 'ARCHITECTURE.md',
  contributing: 'CONTRIBUTING.md',
};

/** Decisions have a folder of their own, and are listed as it has them. */
export const decisionsFolder = 'docs/decisions';

/** Files that documents lead to and that are no documents. */
const downloads = [
  'CITATION.cff',
  'LICENSE',
  '.env.example',
  'server/schema.graphql',
  'docs/engram_client.py',
  'docs/notebook.ipynb',
];

const slugPattern = /^(decisions\/)?[a-z0-9][a-z0-9-]*$/;

/** The file of a document, from the root of the repository; null for an address that can be of none. */
export function fileOfDocument(slug: string): string | null {
  if (!slugPattern.test(slug)) return null;
  return Object.hasOwn(atRoot, slug) ? atRoot[slug]! : `docs/${slug}.md`;
}

/** The address of a document's file, below /docs; null for other files. */
export function slugOfFile(file: string): string | null {
  const [found] = Object.entries(atRoot).find(([, path]) => path === file) ?? [];
  if (found !== undefined) return found;
  const slug = /^docs\/(.+)\.md$/.exec(file)?.[1];
  return slug !== undefined && slugPattern.test(slug) ? slug : null;
}

const picturePattern = /^docs\/images\/[a-z0-9-]+\.png$/;

/** Whether a file is served as it is: a picture of a document, or what one leads to. */
export const isServedFile = (file: string): boolean => picturePattern.test(file) || downloads.includes(file);

export const isPicture = (file: string): boolean => picturePattern.test(file);
