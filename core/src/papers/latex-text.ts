import { printableLine } from '../text/plain-text.ts';

/** What LaTeX would execute, as what it prints. Braces by name: BibTeX counts even escaped ones. */
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  _: '\\_',
  '%': '\\%',
};

/** Text for LaTeX and BibTeX, in UTF-8 and one line. */
export function latexText(text: string): string {
  return printableLine(text).replaceAll(/[\\{}~^<>|$&#_%]/g, (character) => escapes[character]!);
}
