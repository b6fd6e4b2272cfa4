import { latexText, nameOfAuthor } from '@engram/core';
import { cslItemOf, type TextKind } from './csl-item.ts';
import type { CitedWork } from './cited-work.ts';
import { written } from './citation-js.ts';
import { OpaqueText } from './opaque-text.ts';

/** Inside braces no style changes the case, and no "and" or comma parts a name. */
const braced = (text: string): string => `{${latexText(text)}}`;

function textOf(text: string, kind: TextKind): string {
  if (kind === 'title') return braced(text);
  if (kind === 'url') return text;
  if (kind === 'text') return latexText(text);
  // Biber takes `key=value` in a name for a list of its parts.
  const name = latexText(text).replaceAll('=', '{\\char61}');
  // Other names are left to the styles, which may abbreviate them.
  return kind === 'name' && /\band\b|,/i.test(text) ? `{${name}}` : name;
}

function entryOf(work: CitedWork, form: 'bibtex' | 'biblatex', extra: readonly [string, string][]): string {
  const texts = new OpaqueText();
  const item = cslItemOf(work, (text, kind) => texts.tokenOf(textOf(text, kind)));
  if (form === 'biblatex')
    item.author?.forEach((name, i) => Object.assign(name, orcidAnnotation(work.authors[i]!.orcid)));
  const entry = texts.replaceTokens(written(item, form)).trimEnd();
  const fields = extra.map(([name, value]) => `  ${name} = {${value}},\n`).join('');
  return `${entry.replace(/\n\}$/, '\n').replaceAll(/^\t/gm, '  ')}${fields}}\n`;
}

const orcidAnnotation = (orcid: string | null) => (orcid === null ? {} : { _orcid: orcid });

/** A BibTeX entry in UTF-8. ORCID iDs stand in a field of their own, which styles pass over. */
export function bibtexOf(work: CitedWork): string {
  const ids = work.authors.filter(({ orcid }) => orcid !== null);
  const orcids = ids.map((author) => `${latexText(nameOfAuthor(author))}: ${author.orcid}`).join('; ');
  return entryOf({ ...work, day: null }, 'bibtex', orcids === '' ? [] : [['orcid', orcids]]);
}

/** A BibLaTeX entry in UTF-8; ORCID iDs are data annotations of the authors. */
export const biblatexOf = (work: CitedWork): string => entryOf(work, 'biblatex', []);
