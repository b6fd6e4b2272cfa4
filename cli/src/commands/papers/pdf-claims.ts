import { DomainError, parseClaim, type FoundClaim } from '@engram/core';
import { plain } from '../../output/output.ts';

/** What is used of a link annotation; the text that lies under it is gathered letter by letter. */
interface Link {
  subtype: string;
  url?: string;
  unsafeUrl?: string;
  overlaidText?: string;
}

/** Reports nothing but errors: its warnings would stand among the output. */
const onlyErrors = 0;

/**
 * The claims of a PDF: its links to snapshots with the text under each, page by page.
 * @throws DomainError INVALID_FILE when it is no PDF, is damaged or asks for a password
 */
export async function pdfClaims(path: string, bytes: Uint8Array): Promise<FoundClaim[]> {
  const { getDocumentProxy } = await import('unpdf');
  const found: FoundClaim[] = [];
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), {
      verbosity: onlyErrors,
      isEvalSupported: false,
    });
    for (let page = 1; page <= pdf.numPages; page++) {
      const links = (await (await pdf.getPage(page)).getAnnotations()) as Link[];
      found.push(...links.flatMap((link) => claimOf(link, page)));
    }
    await pdf.destroy();
  } catch (error) {
    throw unreadable(path, error);
  }
  return found;
}

function claimOf({ subtype, url, unsafeUrl, overlaidText }: Link, page: number): FoundClaim[] {
  const address = url ?? unsafeUrl;
  const claim = subtype === 'Link' && address !== undefined ? parseClaim(address) : null;
  if (claim === null) return [];
  const text = (overlaidText ?? '').trim();
  // An address that stands for itself claims a number that is not printed.
  return [{ line: null, page, printed: text === '' || text.includes('/s/') ? null : text, claim }];
}

function unreadable(path: string, cause: unknown): DomainError {
  const name = cause instanceof Error ? cause.name : '';
  const reason =
    name === 'PasswordException'
      ? 'asks for a password. Save it without one'
      : 'is no PDF, or is damaged. Make it again';
  return new DomainError(
    'INVALID_FILE',
    `'${plain(path)}' ${reason}, or give the source that it was made from: .tex, .bib, .md or .html.`,
    { cause },
  );
}
