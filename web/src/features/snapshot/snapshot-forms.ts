import type { SnapshotData } from './snapshot-documents.ts';

/** The citation of a snapshot, in the forms of bibliographies. */
export const citationForms = ({ bibtex, biblatex, ris, cslJson, cff }: SnapshotData) => ({
  BibTeX: bibtex,
  BibLaTeX: biblatex,
  RIS: ris,
  'CSL-JSON': cslJson,
  'CITATION.cff': cff,
});

/** How the scores were made, with the papers that this cites. */
export const methodsForms = ({ methods, methodsLatex, bibliography }: SnapshotData) => ({
  Words: methods,
  LaTeX: methodsLatex,
  'BibTeX of the papers': bibliography,
});
