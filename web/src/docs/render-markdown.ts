import MarkdownIt from 'markdown-it';
import { decisionsFolder, isServedFile, slugOfFile } from './contents.ts';

export interface RenderedDocument {
  /** Its first heading. */
  title: string;
  html: string;
  /** Headings of the second level, for a list of what the document has. */
  sections: { id: string; text: string }[];
}

interface Addresses {
  /** Of a document, by its slug: '/docs/api'. */
  document: (slug: string) => string;
  /** Of a file that is served as it is. */
  file: (path: string) => string;
}

/** How documents name places: an id a heading, as GitHub makes it, so that links work in both. */
export function headingId(text: string, taken: Map<string, number>): string {
  const id = text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
  const times = taken.get(id) ?? 0;
  taken.set(id, times + 1);
  return times === 0 ? id : `${id}-${times}`;
}

/** The path, from the root of the repository, that a link of a document names; null for addresses elsewhere. */
function targetOf(file: string, href: string): { path: string; fragment: string } | null {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return null;
  const [path = '', fragment = ''] = href.split('#');
  const base = new URL(file, 'http://repository/');
  const { pathname } = new URL(path === '' ? base : path, base);
  return { path: decodeURIComponent(pathname.slice(1)), fragment };
}

/**
 * A document as HTML. HTML within it is shown as text, never used, and of links those that run scripts are none: the library sees
 * to both. Links to other documents lead to their pages; links to files that are not served become text.
 * @param file from the root of the repository
 */
export function renderMarkdown(file: string, text: string, addresses: Addresses): RenderedDocument {
  const markdown = new MarkdownIt({ html: false, linkify: false });
  const tokens = markdown.parse(text, {});
  const taken = new Map<string, number>();
  const sections: RenderedDocument['sections'] = [];
  let title = file;
  tokens.forEach((token, at) => {
    const inline = tokens[at + 1];
    if (token.type === 'heading_open' && inline) {
      const plain = plainText(inline.children ?? []);
      const id = headingId(plain, taken);
      token.attrSet('id', id);
      if (token.tag === 'h1') title = plain;
      if (token.tag === 'h2') sections.push({ id, text: plain });
    }
    // A heading that says nothing heads nothing: the corner of a table.
    if (token.type === 'th_open' && inline?.content === '') token.tag = tokens[at + 2]!.tag = 'td';
    // An alignment would be an inline style, which the pages refuse.
    const style = token.attrGet('style');
    if (style !== null) {
      token.attrs = token.attrs!.filter(([name]) => name !== 'style');
      token.attrSet('class', style.replace('text-align:', 'to-'));
    }
    for (const child of token.children ?? []) {
      if (child.type === 'image')
        child.attrSet('src', resolved(file, child.attrGet('src') ?? '', addresses) ?? '');
      if (child.type === 'image') child.attrSet('loading', 'lazy');
    }
    linkOrText(file, token.children ?? [], addresses);
  });
  scrollable(markdown);
  return { title, html: markdown.renderer.render(tokens, markdown.options, {}), sections };
}

/** The address to use for a link or picture; null where nothing is served. */
function resolved(file: string, href: string, addresses: Addresses): string | null {
  const target = targetOf(file, href);
  if (!target) return href;
  const hash = target.fragment === '' ? '' : `#${target.fragment}`;
  if (target.path === file) return hash === '' ? '#' : hash;
  if (target.path.replace(/\/$/, '') === decisionsFolder) return `${addresses.document('readme')}#decisions`;
  const slug = slugOfFile(target.path);
  if (slug !== null) return addresses.document(slug) + hash;
  return isServedFile(target.path) ? addresses.file(target.path) : null;
}

type Token = ReturnType<MarkdownIt['parse']>[number];

function linkOrText(file: string, children: Token[], addresses: Addresses): void {
  let isLink = true;
  for (const child of children) {
    if (child.type === 'link_open') {
      const href = resolved(file, child.attrGet('href') ?? '', addresses);
      isLink = href !== null;
      if (href !== null) child.attrSet('href', href);
    }
    if (!isLink && (child.type === 'link_open' || child.type === 'link_close')) child.tag = 'span';
    if (!isLink && child.type === 'link_open') child.attrs = null;
  }
}

/** Wide tables and code scroll by themselves, by keyboard too. */
function scrollable({ renderer }: MarkdownIt): void {
  renderer.rules.table_open = () => '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>';
  renderer.rules.table_close = () => '</table></div>';
  for (const kind of ['fence', 'code_block'] as const) {
    const written = renderer.rules[kind]!;
    renderer.rules[kind] = (...given) =>
      written(...given).replace('<pre>', '<pre tabindex="0" role="group" aria-label="Code">');
  }
}

const plainText = (children: readonly Token[]): string =>
  children
    .map(({ type, content, children: inner }) => (type === 'image' ? plainText(inner ?? []) : content))
    .join('');
