import { graphql } from '../../graphql/graphql.ts';

/** That notes have changed: of a datapoint, or, without one, in the list of comments. */
export const NotesChangedDocument = graphql(`
  subscription NotesChanged($datapoint: ID) {
    notesChanged(datapoint: $datapoint) {
      revision
    }
  }
`);
