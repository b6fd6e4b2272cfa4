import { runInNewContext } from 'node:vm';
import type { DatasetRow, RunRow } from '@engram/store';
import { describe, expect, it } from 'vitest';
import type { SnapshotDescription } from '../../../cli/src/deposit/describe-snapshot.ts';
import { scriptJson } from '../../../cli/src/deposit/script-json.ts';
import { sitePage } from '../../../cli/src/deposit/site/site-page.ts';
import { config, summary } from '../../factories/run.ts';
import { attacks } from '../../server/citation/attacks.ts';

const all = [...attacks, '</script><script>alert(1)</script>', "'-alert(1)-'", '"><svg onload=alert(1)>', 'a\u2028b\u2029c', '<!--<script>']; // prettier-ignore

/** The page of a snapshot in which every text that somebody typed is this one. */
function pageWith(text: string): string {
  const run = {
    ...{ id: 'r', name: text, datasetId: 'd', methodKey: text, estimatorKey: 'half-split', config },
    ...{ codeVersion: text, scoredCount: 3, summary },
  } as unknown as RunRow;
  const described = {
    snapshot: {
      ...{ hash: '0'.repeat(64), title: text, license: 'MIT', createdAt: new Date(0), runIds: ['r'] },
      authors: [{ family: text, given: 'Ada', orcid: null }],
    },
    runs: [run],
    datasets: [{ id: 'd', name: text } as unknown as DatasetRow],
    url: 'https://e.org/s/1',
    methodsText: text,
  } as unknown as SnapshotDescription;
  return sitePage({
    described,
    figures: [{ name: 'histogram-1', title: text }],
    citations: { 'citation.bib': text },
  });
}

/** Every tag with its attributes but the text for people who see no picture. */
const tagsOf = (html: string): string[] =>
  [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/ alt="[^"<>]*"/, ''));

describe('the page of a frozen site', () => {
  it.each(all)('has the same tags whatever texts it shows: %j', (text) => {
    expect(tagsOf(pageWith(text))).toEqual(tagsOf(pageWith('harmless')));
  });

  it('forbids all but the scripts, styles and pictures of its own folder', () => {
    const html = pageWith('x');
    expect(html).toContain("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:");
    expect(html).not.toMatch(/<script(?! src="site(-data)?\.js">)|style="|\son\w+=|http:\/\//);
  });
});

describe('data in a script', () => {
  it.each(all)('stays data: %j', (text) => {
    const json = scriptJson({ [text]: [text] });
    expect(json).not.toMatch(/[<>&\u2028\u2029]/);
    expect(runInNewContext(`(${json})`)).toEqual({ [text]: [text] });
  });
});
