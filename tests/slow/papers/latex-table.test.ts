import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimAddress, latexTable, readPrinted, scoreColumnNames, type Claim } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { pdfClaims } from '../../../cli/src/commands/papers/pdf-claims.ts';
import { scoreTable, tableScore } from '../../factories/score-table.ts';
import { attacks } from '../../server/citation/attacks.ts';

const run = '0f0e0d0c-0b0a-4908-8706-050403020100';
const latex = '/usr/bin/pdflatex';

/** What pdflatex says of a document with these tables. */
function compile(tables: readonly string[]): { status: number | null; log: string; pdf: Buffer | null } {
  const folder = mkdtempSync(join(tmpdir(), 'engram-latex-'));
  try {
    const text = [
      '\\documentclass{article}',
      '\\usepackage[T1]{fontenc}',
      '\\usepackage{lmodern}',
      '\\usepackage{booktabs,siunitx,hyperref}',
      '\\extrafloats{100}',
      '\\begin{document}',
      ...tables.map((table) => `${table}\\clearpage`),
      'End.',
      '\\end{document}',
    ].join('\n');
    writeFileSync(join(folder, 'paper.tex'), text);
    const args = ['-no-shell-escape', '-interaction=nonstopmode', '-halt-on-error', 'paper.tex'];
    // Twice, as LaTeX asks for: the first time it does not know the labels.
    let done = spawnSync(latex, args, { cwd: folder, encoding: 'utf8' });
    if (done.status === 0) done = spawnSync(latex, args, { cwd: folder, encoding: 'utf8' });
    const file = join(folder, 'paper.pdf');
    return { status: done.status, log: done.stdout, pdf: existsSync(file) ? readFileSync(file) : null };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const warnings = (log: string): string[] =>
  log.split('\n').filter((line) => /warning|^!|^(Over|Under)full/i.test(line));

// Debian: texlive-latex-base, texlive-latex-recommended, texlive-science, lmodern.
describe.skipIf(!existsSync(latex))("tables, by Debian's TeX", () => {
  it('compile without a warning, with every column', () => {
    const scores = [
      tableScore(),
      tableScore({ rank: 100, value: -12.5, low: -14, high: -11 }),
      tableScore({ value: null, low: null, high: null, standardError: null, rank: null, class: null }),
    ];
    const sections = [{ run, name: 'mnist_quick & 5 %', estimator: 'half-split', encoderCount: 16, scores }];
    const tables = [
      latexTable(scoreTable({ sections })),
      latexTable(scoreTable({ sections, hash: 'cd'.repeat(32), hasLinks: true })),
      ...[0, 3, 6, 9].map((from) =>
        latexTable(
          scoreTable({
            sections,
            hash: String(from).repeat(64),
            columns: scoreColumnNames.slice(from, from + 4),
          }),
        ),
      ),
    ];
    const { status, log } = compile(tables);
    expect(warnings(log)).toEqual([]);
    expect(status).toBe(0);
  });

  it('keep their claims in the PDF: the numbers of tables and of sentences, with their signs', async () => {
    const hash = 'cd'.repeat(32);
    const scores = [
      tableScore({ value: -12.5, low: -14, high: -11 }),
      tableScore({ index: 8, value: 0.0123 }),
    ];
    const sections = [{ run, name: 'mnist', estimator: 'half-split', encoderCount: 16, scores }];
    const url = `https://e.org/s/${hash}`;
    const mean: Claim = { hash, run, index: null, field: 'mean' };
    const address = claimAddress('https://e.org', mean).replaceAll('&', '\\&');
    const { pdf } = compile([
      latexTable(scoreTable({ sections, hash, url, hasLinks: true, columns: ['index', 'score'] })),
      `The mean of all scores was \\href{${address}}{$-1.25 \\times 10^{-3}$}, as the text says.`,
    ]);
    const found = await pdfClaims('paper.pdf', pdf!);
    const values = found.map(({ printed }) => readPrinted(printed!)?.value);
    expect(values).toEqual([-12.5, 0.0123, -0.00125]);
    expect(found.at(-1)).toMatchObject({ page: 2, claim: mean });
  });

  it('print any title as text', () => {
    // pdflatex has no glyphs for other scripts: lualatex and xelatex do.
    const latin = attacks.filter((attack) => /^[\x20-\x7e]*$/.test(attack));
    const tables = latin.map((title, at) =>
      latexTable(scoreTable({ title, hash: at.toString(16).padStart(12, '0').repeat(6).slice(0, 64) })),
    );
    const { status, log } = compile(tables);
    expect(log).not.toMatch(/root:|shell escape/);
    expect(status, log.slice(-2000)).toBe(0);
  });
});
