import { readFileSync } from 'node:fs';

export interface CodeBlock {
  language: string;
  code: string;
  /** Line of the document on which the code begins, from 1. */
  line: number;
}

/** The fenced code blocks of a document in the repository, in their order. */
export function codeBlocks(document: string): CodeBlock[] {
  const text = readFileSync(new URL(`../../${document}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map((match) => ({
    language: match[1]!,
    code: match[2]!,
    line: text.slice(0, match.index).split('\n').length + 1,
  }));
}
