import { graphql } from '../../graphql/graphql.ts';

/** That notes have changed: of a datapoint, of a dataset, or, without either, in the list of comments. */
export const NotesChangedDocument = graphql(`
  subscription NotesChanged($datapoint: ID, $dataset: String) {
    notesChanged(datapoint: $datapoint, dataset: $dataset) {
      revision
    }
  }
`);
