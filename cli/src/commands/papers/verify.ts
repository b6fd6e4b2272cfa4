import { DomainError, findClaims, judgeClaim, type JudgedClaim } from '@engram/core';
import { snapshots, type SnapshotRow, type Store } from '@engram/store';
import type { Command } from 'commander';
import { action } from '../../command.ts';
import { plain } from '../../output/output.ts';

const maxFileBytes = 16 * 1024 * 1024;

export function addVerify(engram: Command): void {
  engram
    .command('verify')
    .description('check the numbers of a paper that carry a link to a snapshot')
    .argument('<file>', 'the paper as LaTeX, BibTeX, Markdown or HTML')
    .action(
      action<[string]>(async (context, _options, path) => {
        if (/\.pdf$/i.test(path))
          throw new DomainError(
            'INVALID_ARGUMENT',
            `'${plain(path)}' is a PDF; give the source that it was made from: .tex, .bib, .md or .html.`,
          );
        const { readText } = await import('@engram/worker');
        const text = await readText(path, { maxBytes: maxFileBytes, code: 'INVALID_FILE' });
        const judged = await judge(await context.openStore(), text);
        context.output.result(judged, () => report(path, judged));
        const count = (verdict: JudgedClaim['verdict']) =>
          judged.filter((claim) => claim.verdict === verdict).length;
        if (count('differs') > 0)
          throw new DomainError(
            'INVALID_FILE',
            `${count('differs')} of ${judged.length} numbers in ${plain(path)} differ from the scores that they link to. Correct them, or the links.`,
          );
        if (count('cannot be checked') > 0)
          throw new DomainError(
            'NOT_FOUND',
            `${count('cannot be checked')} of ${judged.length} numbers in ${plain(path)} cannot be checked. Correct their links, or check against the store that has the snapshots.`,
          );
      }),
    );
}

/** Compares every number of a text that carries a link with the one that is stored. */
async function judge(store: Store, text: string): Promise<JudgedClaim[]> {
  const found = findClaims(text);
  const hashes = [...new Set(found.flatMap(({ claim }) => (typeof claim === 'string' ? [] : [claim.hash])))];
  const rows = new Map<string, SnapshotRow>(
    (await snapshots.findByHashes(store, hashes)).map((row) => [row.hash, row]),
  );
  const judged: JudgedClaim[] = [];
  for (const one of found) {
    const { claim } = one;
    const actual =
      typeof claim === 'string' ? claim : await snapshots.claimedNumber(store, rows.get(claim.hash), claim);
    judged.push(judgeClaim(one, actual));
  }
  return judged;
}

function report(path: string, judged: readonly JudgedClaim[]): string {
  if (judged.length === 0) return `No number in ${plain(path)} carries a link to a snapshot.`;
  return judged
    .map(({ line, printed, verdict, actual, reason }) => {
      const said =
        verdict === 'differs'
          ? `differs: printed ${plain(printed!)}, actual ${actual}`
          : verdict === 'holds'
            ? `holds: ${plain(printed!)}`
            : `cannot be checked: ${plain(reason!)}`;
      return `${plain(path)}:${line}: ${said}`;
    })
    .join('\n');
}
