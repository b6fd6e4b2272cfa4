import type { Author } from '@engram/core';
import type { CitedWork } from './cited-work.ts';

/** A name in CSL-JSON; `ORCID` as Crossref and DataCite write it, `_orcid` as Citation.js reads it. */
export interface CslName {
  family?: string;
  given?: string;
  literal?: string;
  ORCID?: string;
  _orcid?: string;
}

/** A record in CSL-JSON 1.0.2. */
export interface CslItem {
  id: string;
  type: string;
  title: string;
  author?: CslName[];
  issued: { 'date-parts': number[][] };
  'container-title'?: string;
  version?: string;
  note?: string;
  URL?: string;
}

/** What a text of a record is; `name` is a part of a person's name. */
export type TextKind = 'title' | 'name' | 'group' | 'text' | 'url';

/** Makes what a record holds of a text. */
export type WriteText = (text: string, kind: TextKind) => string;

const nameOf = ({ family, given }: Author, write: WriteText): CslName =>
  given === null
    ? { literal: write(family, 'group') }
    : { family: write(family, 'name'), given: write(given, 'name') };

/** A work as CSL-JSON, with its texts as they are unless they are to be written otherwise. */
export function cslItemOf(work: CitedWork, write: WriteText = (text) => text): CslItem {
  const { year, month, day, venue, version, note, url } = work;
  const date = [year, month, day].filter((part) => part !== null);
  return {
    id: work.id,
    type: work.type,
    title: write(work.title, 'title'),
    ...(work.authors.length > 0 && { author: work.authors.map((author) => nameOf(author, write)) }),
    issued: { 'date-parts': [date] },
    ...(venue !== null && { 'container-title': write(venue, 'text') }),
    ...(version !== null && { version }),
    ...(note !== null && { note: write(note, 'text') }),
    ...(url !== null && { URL: write(url, 'url') }),
  };
}
