import { citationOf, methodCards, namesOfAuthors, references, type Reference } from '@engram/core';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';

const known: readonly Reference[] = Object.values(references);
const byArxiv = new Map(known.map((reference) => [reference.arxiv, reference]));
const arxivId = String.raw`\d{4}\.\d{5}`;

/** Texts of the repository in one line each, without the marks of comments. */
const texts = execFileSync('git', [
  'ls-files',
  '*.ts',
  '*.tsx',
  '*.md',
  '*.cff',
  '*.graphql',
  '*.prisma',
  '*.py',
])
  .toString()
  .split('\n')
  .filter((path) => path !== '' && !path.endsWith('references.test.ts'))
  .map((path) => ({
    path,
    text: readFileSync(path, 'utf8').replaceAll(/\s*\n\s*(\*(?!\/)|\/\/\/?)?\s*/g, ' '),
  }));

/** All matches of a pattern in the repository, with the file each stands in. */
const matches = (pattern: string) =>
  texts.flatMap(({ path, text }) =>
    [...text.matchAll(new RegExp(pattern, 'gu'))].map((match) => ({ path, match })),
  );

const authorsOf = ({ authors }: Reference): string => {
  const families = authors.map(({ family }) => family);
  return `${families.slice(0, -1).join(', ')} and ${families.at(-1)}`;
};

describe('citations', () => {
  it('name papers that stand in the list of references', () => {
    const cited = matches(`(?:arXiv[: ]|abs/|\\()(${arxivId})`);
    expect(cited.length).toBeGreaterThan(10);
    expect(
      cited.filter(({ match }) => !byArxiv.has(match[1]!)).map(({ path, match }) => [path, match[0]]),
    ).toEqual([]);
  });

  it('credit the authors of the paper whose number stands behind them', () => {
    const credits = matches(
      `(\\p{Lu}[\\p{L}-]+ (?:et al\\.|& \\p{Lu}[\\p{L}-]+))(?: (\\d{4}))?[,: ]*[[(]*(?:arXiv )?(${arxivId})`,
    );
    expect(credits.length).toBeGreaterThan(6);
    const wrong = credits.filter(({ match: [, names, year, id] }) => {
      const paper = byArxiv.get(id!)!;
      return names !== namesOfAuthors(paper) || (year !== undefined && Number(year) !== paper.year);
    });
    expect(wrong.map(({ path, match }) => [path, match[0]])).toEqual([]);
  });

  it('say “et al.” after first authors only', () => {
    const first = known.filter(({ authors }) => authors.length > 2).map(({ authors }) => authors[0]!.family);
    const wrong = matches(String.raw`(\p{Lu}[\p{L}-]+) et al\b`).filter(
      ({ match }) => !first.includes(match[1]!),
    );
    expect(wrong.map(({ path, match }) => [path, match[0]])).toEqual([]);
  });

  it('name all authors in order in the page on estimators', () => {
    const page = texts.find(({ path }) => path === 'docs/estimators.md')!.text;
    for (const paper of [references.memorizationScore, references.simclr, references.vicreg])
      expect(page).toMatch(new RegExp(`${authorsOf(paper)}[, ]*[[(]*arXiv ${paper.arxiv}`));
  });

  it('name title, year and all authors of every paper in order in CITATION.cff', () => {
    const file = parseYaml(readFileSync('CITATION.cff', 'utf8')) as { references: unknown[] };
    const expected = known.map(({ authors, title, venue, year, arxiv }) => ({
      type: venue === null ? 'article' : 'conference-paper',
      title,
      authors: authors.map(({ family, given }) => ({ 'family-names': family, 'given-names': given })),
      year,
      ...(venue !== null && { conference: { name: venue } }),
      url: `https://arxiv.org/abs/${arxiv}`,
    }));
    const urls = (list: unknown): unknown[] => (list as { url: string }[]).map(({ url }) => url);
    expect(
      urls(file.references),
      'CITATION.cff has an entry for each of core/src/references.ts, in its order',
    ).toEqual(urls(expected));
    expect(file.references).toEqual(expected);
  });

  it('of the methods are made from the list', () => {
    const citations = known.map(citationOf);
    for (const { citation } of Object.values(methodCards)) expect(citations).toContain(citation);
    expect(methodCards.vicreg.citation).toBe(
      'Bardes, Ponce, LeCun: VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning. ICLR 2022, arXiv 2105.04906.',
    );
  });
});
