import { biblatexOf, bibtexOf } from './bibtex.ts';
import { cffOf } from './cff.ts';
import { cslJsonOf } from './csl-json.ts';
import { risOf } from './ris.ts';
import { workOfSnapshot, type SnapshotCitation } from './snapshot-item.ts';

/** How a snapshot is cited, in every form, by the name of its file. */
export function citationFilesOf(snapshot: SnapshotCitation): Record<string, string> {
  const work = workOfSnapshot(snapshot);
  return {
    'citation.bib': bibtexOf(work),
    'citation.biblatex.bib': biblatexOf(work),
    'citation.ris': risOf(work),
    'citation.csl.json': cslJsonOf([work]),
    'CITATION.cff': cffOf(work, snapshot.hash),
  };
}
