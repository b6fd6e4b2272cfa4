import { latexTable } from './latex-table.ts';
import { markdownTable } from './markdown-table.ts';

/** The forms of a table of scores by their names. */
export const tableWriters = { latex: latexTable, markdown: markdownTable } as const;
export type TableForm = keyof typeof tableWriters;
