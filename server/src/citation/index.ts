/** The door of citations: forms of bibliographies and snapshots, which need no running server. */
export { bibliographyOf, type BibliographyFormat } from './bibliography.ts';
export { citationFilesOf } from './citation-files.ts';
export { methodsOfRuns, papersOfRuns, type RunMethods } from '../snapshot/run-methods.ts';
