import type { RunRow } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { cardEmbed } from '../../../server/src/snapshot/embed/embed-html.ts';
import { snapshotHtml } from '../../../server/src/snapshot/snapshot-html.ts';
import { attacks } from './attacks.ts';

const run = (name: string) =>
  ({
    id: '00000000-0000-4000-8000-000000000000',
    name,
    datasetId: 'd',
    methodKey: 'simclr',
    estimatorKey: 'half-split',
    encoderCount: 4,
    scoredCount: 10,
    codeVersion: name,
    engine: null,
    config: { scoring: {} },
    summary: null,
  }) as unknown as RunRow;

const snapshot = (text: string) => ({
  hash: 'a'.repeat(64),
  title: text,
  authors: [{ family: text, given: null, orcid: null }],
  license: 'CC-BY-4.0',
  createdAt: new Date(0),
  runIds: [],
  experimentIds: [],
});
const pageWith = (text: string): string =>
  snapshotHtml(
    snapshot(text),
    {
      runs: [run(text)],
      datasets: [{ id: 'd', name: text } as never],
      experiments: [{ id: 'e', name: text, kind: text } as never],
      statements: [
        { experimentId: 'e', claim: text, verdict: 'HOLDS', estimate: 1, low: null, high: null } as never,
      ],
      figures: [{ name: 'histogram-1', title: text }],
    },
    '',
  );

/** The elements of a page, in their order. */
const tagsOf = (page: string): string[] => page.match(/<[^>]*>/g)!;

describe('the page of a snapshot', () => {
  it.each(attacks)('keeps %j text', (attack) => {
    expect(tagsOf(pageWith(attack))).toEqual(tagsOf(pageWith('plain')));
  });
});

describe('what a snapshot shows in frames of other pages', () => {
  it.each(attacks)('keeps %j text', (attack) => {
    const embedWith = (text: string): string => cardEmbed(snapshot(text), [run(text)]);
    expect(tagsOf(embedWith(attack))).toHaveLength(tagsOf(embedWith('plain')).length);
    expect(tagsOf(embedWith(attack)).join('')).not.toMatch(/<(script|img|svg)/);
  });
});
