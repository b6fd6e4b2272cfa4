import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  contents,
  decisionsFolder,
  fileOfDocument,
  isServedFile,
  slugOfFile,
} from '../../../web/src/docs/contents.ts';
import { headingId, renderMarkdown } from '../../../web/src/docs/render-markdown.ts';

const addresses = {
  document: (slug: string) => `/docs/${slug}`,
  file: (path: string) => `/api/docs/${path}`,
};
const rendered = (file: string, text: string) => renderMarkdown(file, text, addresses);
const html = (text: string, file = 'docs/api.md') => rendered(file, text).html;

const documents = [
  ...contents.flatMap(({ slugs }) => slugs.map((slug) => fileOfDocument(slug)!)),
  ...readdirSync(decisionsFolder).map((name) => `${decisionsFolder}/${name}`),
];

describe('renderMarkdown', () => {
  it('shows HTML of a document as text, and follows no link that runs a script', () => {
    const hostile =
      '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> [a](javascript:alert(1)) [b](data:text/html,x)';
    expect(html(hostile)).not.toMatch(/<script|<img|href="(javascript|data):/i);
    expect(html(hostile)).toContain('&lt;script&gt;');
  });

  it('leads to other documents, to their sections, and to files that are served', () => {
    expect(html('[a](access.md#the-rate-limit)')).toContain('href="/docs/access#the-rate-limit"');
    expect(html('[a](../README.md)')).toContain('href="/docs/readme"');
    expect(html('[a](docs/decisions/0004-engines.md)', 'README.md')).toContain(
      'href="/docs/decisions/0004-engines"',
    );
    expect(html('[a](../server/schema.graphql)')).toContain('href="/api/docs/server/schema.graphql"');
    expect(html('![a](docs/images/run-page.png)', 'README.md')).toContain(
      'src="/api/docs/docs/images/run-page.png"',
    );
    expect(html('[a](https://arxiv.org/abs/2401.12233)')).toContain(
      'href="https://arxiv.org/abs/2401.12233"',
    );
  });

  it('shows a link to a file that is not served as text', () => {
    expect(html('[the code](../worker/src/index.ts) and [more](api.md)')).toBe(
      '<p><span>the code</span> and <a href="#">more</a></p>\n',
    );
  });

  it('lets keys reach code that scrolls, indented or fenced, and has no empty heads of columns', () => {
    const box = '<pre tabindex="0" role="group" aria-label="Code"><code>a\n</code></pre>\n';
    expect([html('    a'), html('```\na\n```')]).toEqual([box, box]);
    const table = html('|  | n |\n| - | - |\n| a | 1 |');
    expect(table.replaceAll(/\n/g, '')).toContain('<tr><td></td><th>n</th></tr>');
  });

  it('names headings as GitHub does', () => {
    const taken = new Map<string, number>();
    const ids = ['The rate limit', 'What `x` is, and why', 'The rate limit'].map((text) =>
      headingId(text, taken),
    );
    expect(ids).toEqual(['the-rate-limit', 'what-x-is-and-why', 'the-rate-limit-1']);
  });

  it('writes no inline style, which pages refuse', () => {
    expect(html('| a |\n| --: |\n| 1 |')).toMatch(/<td class="to-right">/);
    expect(html('| a |\n| --: |\n| 1 |')).not.toContain('style=');
  });
});

describe('the documents of the repository', () => {
  it('are all among the contents', () => {
    const files = readdirSync('docs').filter((name) => name.endsWith('.md'));
    expect(files.map((name) => `docs/${name}`).filter((file) => !documents.includes(file))).toEqual([]);
    expect(documents.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('lead nowhere that a reader of the dashboard cannot go', () => {
    const broken = documents.flatMap((file) => {
      const { html: text } = rendered(file, readFileSync(file, 'utf8'));
      return [...text.matchAll(/(?:href|src)="([^"]*)"/g)]
        .filter(([, address]) => !isReachable(file, address!))
        .map(([, address]) => `${file}: ${address}`);
    });
    expect(broken).toEqual([]);
    const unlinked = documents.filter((file) =>
      rendered(file, readFileSync(file, 'utf8')).html.includes('<span>'),
    );
    expect(unlinked).toEqual([]);
  });
});

function isReachable(file: string, address: string): boolean {
  if (/^https?:/.test(address)) return true;
  const [path = '', fragment] = address.split('#');
  if (path.startsWith('/api/docs/')) {
    const served = path.slice('/api/docs/'.length);
    return isServedFile(served) && existsSync(served);
  }
  const target = path === '' ? file : fileOfDocument(path.slice('/docs/'.length));
  if (target === null || !existsSync(target) || slugOfFile(target) === null) return false;
  if (!fragment || fragment === 'decisions') return true;
  return rendered(target, readFileSync(target, 'utf8')).html.includes(`id="${fragment}"`);
}
