import {
  findClaims,
  judgeClaim,
  latexTable,
  markdownTable,
  parseScoreColumns,
  scoreClaims,
  scoreColumnNames,
  type Claim,
} from '@engram/core';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { scoreTable, tableScore } from '../../../factories/score-table.ts';
import { attacks } from '../../../server/citation/attacks.ts';

const run = '0f0e0d0c-0b0a-4908-8706-050403020100';
const section = { run, name: 'run', estimator: 'half-split', encoderCount: 16 };
const lines = (text: string) => text.split('\n').map((line) => line.trim());

describe('a table of scores in LaTeX', () => {
  it('rounds by the uncertainty, and aligns at the decimal point', () => {
    const scores = [tableScore(), tableScore({ rank: 12, value: -1.5, low: -1.9, high: -1.1 })];
    const table = lines(latexTable(scoreTable({ sections: [{ ...section, scores }] })));
    expect(table).toContain('1 & 7 & 3 & 0.0123 & {[\\num{0.0101}, \\num{0.0146}]} \\\\');
    expect(table).toContain('12 & 7 & 3 & -1.50 & {[\\num{-1.90}, \\num{-1.10}]} \\\\');
    expect(table).toContain(
      '\\begin{tabular}{S[table-format=2.0] S[table-format=1.0] S[table-format=1.0] S[table-format=-1.4] c}',
    );
    expect(table).toContain('{Rank} & {Index} & {Class} & {Score} & {95 \\% interval} \\\\');
  });

  it('has the columns that were chosen, in their order', () => {
    const table = lines(latexTable(scoreTable({ columns: ['score', 'error', 'in', 'nout'] })));
    expect(table).toContain('0.0123 & 0.0011 & 0.0100 & 8 \\\\');
    expect(table).toContain('{Score} & {Standard error} & {Loss with} & {Encoders without} \\\\');
  });

  it('says that a value is missing', () => {
    const nothing = { value: null, low: null, high: null, standardError: null, class: null };
    const table = latexTable(
      scoreTable({ sections: [{ ...section, scores: [tableScore({ ...nothing, rank: null })] }] }),
    );
    expect(lines(table)).toContain('{--} & 7 & {--} & {--} & {--} \\\\');
  });

  it.each(attacks)('keeps %j text', (attack) => {
    const table = scoreTable({
      title: attack,
      sections: [{ ...section, name: attack, scores: [tableScore()] }],
    });
    const plain = latexTable(
      scoreTable({ title: 'x', sections: [{ ...section, name: 'x', scores: [tableScore()] }] }),
    );
    const written = latexTable(table);
    expect(written.split('\n')).toHaveLength(plain.split('\n').length);
    // What is left without the escapes has no character that TeX reads.
    const typed = lines(written).find((line) => line.startsWith('\\multicolumn'))!;
    const inside = typed.slice(
      '\\multicolumn{5}{l}{'.length,
      typed.indexOf(' (half-split, 16 encoders)} \\\\'),
    );
    expect(inside.replaceAll(/\\text[a-z]+\{\}|\\[$&#_%]/g, '')).not.toMatch(/[\\{}$&#_%^~]/);
  });
});

describe('a table of scores in Markdown', () => {
  const markdown = new MarkdownIt({ html: true, linkify: true });

  it('is read as a table', () => {
    const html = markdown.render(markdownTable(scoreTable({ columns: ['index', 'score', 'interval'] })));
    expect(html.match(/<t[hd]\b[^>]*>[^<]*/g)!.map((cell) => cell.replace(/<[^>]*>/, ''))).toEqual([
      'Index',
      'Score',
      '95 % interval',
      '7',
      '0.0123',
      '0.0101 to 0.0146',
    ]);
    expect(html).toContain('href="https://scores.example.org/s/abab"');
  });

  it.each(attacks)('keeps %j text', (attack) => {
    const tagsOf = (text: string) =>
      markdown
        .render(
          markdownTable(
            scoreTable({ title: text, sections: [{ ...section, name: text, scores: [tableScore()] }] }),
          ),
        )
        .match(/<[^>]*>/g);
    expect(tagsOf(attack)).toEqual(tagsOf('plain'));
  });
});

describe('the columns of a table', () => {
  it('are known by name', () => {
    expect(parseScoreColumns([' Score', 'rank', 'score'])).toEqual(['score', 'rank']);
    expect(parseScoreColumns(scoreColumnNames)).toEqual(scoreColumnNames);
  });

  it.each([
    [['skore'], /Did you mean score/],
    [['toString'], /no column 'tostring'/],
    [['', ' '], /at least one column/],
    [[], /at least one column/],
  ])('are not %j', (names, message) => {
    expect(() => parseScoreColumns(names)).toThrow(message);
  });
});

describe('a table with links', () => {
  const linked = scoreTable({ hasLinks: true, columns: scoreColumnNames });
  it.each([
    ['LaTeX', latexTable],
    ['Markdown', markdownTable],
  ])('gives every number of a score to whoever checks it, in %s', (_, write) => {
    const found = findClaims(write(linked));
    const score = { ...tableScore(), fdr: null };
    const judged = found.map((one) =>
      judgeClaim(one, score[scoreClaims[(one.claim as Claim).field as keyof typeof scoreClaims]]!),
    );
    expect(judged.map(({ claim }) => (claim as Claim).field)).toEqual([
      'rank',
      'score',
      'low',
      'high',
      'error',
      'relative',
      'in',
      'out',
      'percentile',
      'top',
    ]);
    expect(judged.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
  });
});
