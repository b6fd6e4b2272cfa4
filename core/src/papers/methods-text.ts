import { namesOfAuthors, type Reference } from '../references.ts';
import { latexText } from './latex-text.ts';
import type { MethodsPart } from './methods-input.ts';
import { referenceKey } from './owed-references.ts';

/** A paragraph as text: `… with SimCLR (Chen et al., 2020)`. */
export const methodsText = (parts: readonly MethodsPart[]): string =>
  parts
    .map((part) => (typeof part === 'string' ? part : ` (${namesOfAuthors(part)}, ${part.year})`))
    .join('');

const citep = (reference: Reference): string => `~\\citep{${referenceKey(reference)}}`;

/** The same in LaTeX; needs natbib, and the bibliography that `owedReferences` names. */
export const methodsLatex = (parts: readonly MethodsPart[]): string =>
  `${parts.map((part) => (typeof part === 'string' ? latexText(part) : citep(part))).join('')}\n`;
