import { DomainError } from '../errors.ts';
import { assertPlainText } from '../text/plain-text.ts';
import { orcidOf } from './orcid.ts';

/** Who is named as an author of results. */
export interface Author {
  /** Family name; the whole name where `given` is null. */
  family: string;
  /** Null for a group, or a person with one name. */
  given: string | null;
  /** As `0000-0002-1825-0097`. */
  orcid: string | null;
}

/** Collaborations of more are cited by their name. */
const maxAuthors = 100;
const longestName = 200;

/** `Ada Lovelace`, as people write a name. */
export const nameOfAuthor = ({ family, given }: Author): string =>
  given === null ? family : `${given} ${family}`;

/** Words in lower case before a family name belong to it: van, de la. */
function partsOf(name: string): Pick<Author, 'family' | 'given'> {
  const group = /^\{(.*)\}$/.exec(name)?.[1];
  if (group !== undefined) return { family: group.trim(), given: null };
  const comma = name.indexOf(',');
  if (comma > 0) {
    const given = name.slice(comma + 1).trim();
    return { family: name.slice(0, comma).trim(), given: given === '' ? null : given };
  }
  const words = name.split(' ');
  if (words.length === 1) return { family: name, given: null };
  let at = words.length - 1;
  while (at > 1 && /^\p{Ll}/u.test(words[at - 1]!)) at--;
  return { family: words.slice(at).join(' '), given: words.slice(0, at).join(' ') };
}

/**
 * An author as somebody wrote it: `Given Family`, `Family, Given` or `{Name of a Group}`, each with an ORCID iD in parentheses
 * behind it if there is one.
 * @throws DomainError INVALID_ARGUMENT for an empty name, one that cannot be shown, or a wrong ORCID iD
 */
export function parseAuthor(text: string): Author {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  const [, written = line, inParentheses] = /^(.*?) ?\(([^()]*)\)$/.exec(line) ?? [];
  const given = inParentheses ?? null;
  const isOrcid = given !== null && /orcid|^[\dXx-]+$/i.test(given.trim());
  const name = isOrcid ? written : line;
  const orcid = isOrcid ? orcidOf(given) : null;
  if (isOrcid && orcid === null)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The author '${name}' has the ORCID iD '${given}', which is none: it has 16 digits, the last of which checks the others. Copy it from orcid.org.`,
    );
  const author = { ...partsOf(name), orcid };
  const whole = nameOfAuthor(author);
  assertPlainText(whole, 'the name of an author');
  if (author.family === '' || whole.length > longestName)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The author '${name.slice(0, longestName)}' needs a family name, and at most ${longestName} characters.`,
    );
  return author;
}

/**
 * Authors in the order given.
 * @throws DomainError INVALID_ARGUMENT as `parseAuthor`, and for too many or the same one twice
 */
export function parseAuthors(texts: readonly string[]): Author[] {
  if (texts.length > maxAuthors)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `${texts.length} authors are given; a citation names at most ${maxAuthors}. Name the group, as {Name of the Group}.`,
    );
  const authors = texts.map(parseAuthor);
  const twice = authors.find((author, i) =>
    authors.slice(0, i).some((other) => JSON.stringify(other) === JSON.stringify(author)),
  );
  if (!twice) return authors;
  throw new DomainError('INVALID_ARGUMENT', `The author '${nameOfAuthor(twice)}' is given twice.`);
}

/** The authors of one text, `A; B`; empty parts are left out. @throws as `parseAuthors` */
export const parseAuthorList = (text: string): Author[] =>
  parseAuthors(text.split(';').filter((part) => part.trim() !== ''));
