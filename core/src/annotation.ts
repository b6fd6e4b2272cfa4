import { z } from 'zod';
import { textProblem } from './text/plain-text.ts';

/** What people may attach to datapoints, and how much of it. */
export const annotationLimits = {
  /** Characters. */
  tag: 40,
  comment: 2_000,
  author: 80,
  viewName: 80,
  viewAddress: 2_000,
  /** Of one datapoint. */
  tagsEach: 50,
  commentsEach: 1_000,
  /** Different tags of one dataset. */
  tagsOfDataset: 1_000,
  /** Datapoints that are tagged at once. */
  datapointsAtOnce: 1_000,
  views: 1_000,
} as const;

const limits = annotationLimits;
const lengthOf = (text: string): number => [...text].length;
const line = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();

/** A tag as it is stored and compared, whether or not it is allowed: NFC, lower case, single spaces, none at the ends. */
export function canonicalTag(text: string): string {
  return text.toLowerCase().normalize('NFC').replaceAll(/ +/g, ' ').trim();
}

/** A tag, made canonical. */
export const tagSchema = z
  .string()
  .transform(canonicalTag)
  .refine((tag) => lengthOf(tag) >= 1 && lengthOf(tag) <= limits.tag, {
    error: `A tag has 1 to ${limits.tag} characters.`,
  })
  .refine((tag) => textProblem(tag) === null, { error: 'A tag holds no more than 8 marks on a letter.' })
  .refine((tag) => /^[\p{L}\p{M}\p{N} ._-]*$/u.test(tag), {
    error: 'A tag holds letters, digits, spaces and the signs - _ . only.',
  });

/** The text of a comment; lines may break, other control characters are rejected. */
export const commentSchema = z
  .string()
  .transform((text) => text.replaceAll(/\r\n?/g, '\n').trim())
  .refine((text) => lengthOf(text) >= 1 && lengthOf(text) <= limits.comment, {
    error: `A comment has 1 to ${limits.comment.toLocaleString('en')} characters.`,
  })
  .refine((text) => textProblem(text, { lines: true }) === null, {
    error: ({ input }) => `A comment ${textProblem(String(input), { lines: true })}: remove it.`,
  });

/** Who wrote it, as they say themselves; nobody when empty. */
export const authorSchema = z
  .string()
  .transform(line)
  .refine((name) => lengthOf(name) <= limits.author, {
    error: `The name of an author has at most ${limits.author} characters.`,
  })
  .refine((name) => textProblem(name) === null, {
    error: ({ input }) => `The name of an author ${textProblem(String(input))}: remove it.`,
  })
  .transform((name) => name || null);

export const viewNameSchema = z
  .string()
  .transform(line)
  .refine((name) => lengthOf(name) >= 1 && lengthOf(name) <= limits.viewName, {
    error: `The name of a view has 1 to ${limits.viewName} characters.`,
  })
  .refine((name) => textProblem(name) === null, {
    error: ({ input }) => `The name of a view ${textProblem(String(input))}: remove it.`,
  });

/** Path and query of a page of our own dashboard; nothing that a browser could take for another site. */
export const viewAddressSchema = z
  .string()
  .max(limits.viewAddress, {
    error: `The address of a view has at most ${limits.viewAddress.toLocaleString('en')} characters.`,
  })
  .regex(/^\/(?!\/)[^\\\s\p{Cc}]*$/u, {
    error: "The address of a view is a path of the dashboard, such as '/runs/…/explore?tags=odd'.",
  })
  .refine((address) => textProblem(address) === null, {
    error: ({ input }) => `The address of a view ${textProblem(String(input))}: write it as %….`,
  });
