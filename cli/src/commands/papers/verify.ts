import {
  DomainError,
  claimedNumber,
  findClaims,
  judgeClaim,
  type Claim,
  type FoundClaim,
  type JudgedClaim,
} from '@engram/core';
import { snapshots } from '@engram/store';
import type { Command } from 'commander';
import { action, type Context } from '../../command.ts';
import { collect } from '../../options.ts';
import { plain } from '../../output/output.ts';

const maxTextBytes = 16 * 1024 * 1024;
const maxPdfBytes = 128 * 1024 * 1024;

export function addVerify(engram: Command): void {
  engram
    .command('verify')
    .description('check the numbers of a paper that carry a link to a snapshot')
    .argument('<file>', 'the paper as LaTeX, BibTeX, Markdown, HTML or PDF')
    .option(
      '--deposit <folder>',
      'check against a deposit instead of the store; may be given several times',
      collect,
      [],
    )
    .action(
      action<[string]>(async (context, options, path) => {
        const found = await claimsOf(path);
        const folders = options.deposit as string[];
        const judged = await judge(found, (claims) => numbersOf(context, folders, claims));
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
            `${count('cannot be checked')} of ${judged.length} numbers in ${plain(path)} cannot be checked. Correct their links, or check against the store or the deposits that have the snapshots.`,
          );
      }),
    );
}

/** The claims of a paper, in their order. */
async function claimsOf(path: string): Promise<FoundClaim[]> {
  const { readBytes, readText } = await import('@engram/worker');
  const code = 'INVALID_FILE';
  if (!/\.pdf$/i.test(path)) return findClaims(await readText(path, { maxBytes: maxTextBytes, code }));
  const { pdfClaims } = await import('./pdf-claims.ts');
  return pdfClaims(path, await readBytes(path, { maxBytes: maxPdfBytes, code }));
}

/** The numbers that claims name, from deposits where there are any: no store is opened then. */
async function numbersOf(
  context: Context,
  folders: readonly string[],
  claims: readonly Claim[],
): Promise<(number | string)[]> {
  if (folders.length === 0) return snapshots.claimedNumbers(await context.openStore(), claims);
  const { depositContent } = await import('../../deposit/claimed-content.ts');
  const content = await depositContent(folders, claims);
  return claims.map((claim) => claimedNumber(claim, content));
}

/** Compares every number that carries a link with the actual one. */
async function judge(
  found: readonly FoundClaim[],
  numbers: (claims: readonly Claim[]) => Promise<(number | string)[]>,
): Promise<JudgedClaim[]> {
  const claims = found.flatMap(({ claim }) => (typeof claim === 'string' ? [] : [claim]));
  const named = await numbers(claims);
  const actual = new Map(claims.map((claim, at) => [claim, named[at]!]));
  return found.map((one) =>
    judgeClaim(one, typeof one.claim === 'string' ? one.claim : actual.get(one.claim)!),
  );
}

function report(path: string, judged: readonly JudgedClaim[]): string {
  if (judged.length === 0) return `No number in ${plain(path)} carries a link to a snapshot.`;
  return judged
    .map(({ line, page, printed, verdict, actual, reason }) => {
      const said =
        verdict === 'differs'
          ? `differs: printed ${plain(printed!)}, actual ${actual}`
          : verdict === 'holds'
            ? `holds: ${plain(printed!)}`
            : `cannot be checked: ${plain(reason!)}`;
      return `${plain(path)}:${page === undefined ? line : ` page ${page}`}: ${said}`;
    })
    .join('\n');
}
