import { graphql, type ResultOf } from '../../graphql/graphql.ts';

/** The tags of a dataset with the datapoints of each, and the datapoints that somebody wrote about: what the explorer filters by. */
export const DatasetNotesDocument = graphql(`
  query DatasetNotes($dataset: String!) {
    tags(dataset: $dataset) {
      name
      count
      indices
      lockedIndices
    }
    commentedDatapoints(dataset: $dataset)
  }
`);

/** The tags of a dataset, to choose from. */
export const TagNamesDocument = graphql(`
  query TagNames($dataset: String!) {
    tags(dataset: $dataset) {
      name
    }
  }
`);

/** The ids of datapoints, by which tags are put on them; at most 1,000. */
export const DatapointIdsDocument = graphql(`
  query DatapointIds($dataset: String!, $indices: [Int!]!) {
    datapoints(dataset: $dataset, indices: $indices) {
      id
    }
  }
`);

/** What people put on one datapoint and wrote about it. */
export const DatapointNotesDocument = graphql(`
  query DatapointNotes($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Datapoint {
        tagDetails {
          name
          maker
          mayChange
        }
        comments {
          id
          text
          author
          maker
          createdAt
          editedAt
          editor
          mayChange
        }
      }
    }
  }
`);

export const AddTagsDocument = graphql(`
  mutation AddTags($datapoints: [ID!]!, $tags: [String!]!) {
    addTags(datapoints: $datapoints, tags: $tags) {
      changedCount
    }
  }
`);

export const RemoveTagsDocument = graphql(`
  mutation RemoveTags($datapoints: [ID!]!, $tags: [String!]!) {
    removeTags(datapoints: $datapoints, tags: $tags) {
      changedCount
    }
  }
`);

export const AddCommentDocument = graphql(`
  mutation AddComment($datapoint: ID!, $text: String!, $author: String) {
    addComment(datapoint: $datapoint, text: $text, author: $author) {
      comment {
        id
        text
        author
        maker
        createdAt
        editedAt
        editor
        mayChange
      }
    }
  }
`);

export const EditCommentDocument = graphql(`
  mutation EditComment($id: ID!, $text: String!, $was: String) {
    editComment(id: $id, text: $text, was: $was) {
      comment {
        id
        text
        editedAt
        editor
      }
    }
  }
`);

export const RemoveCommentDocument = graphql(`
  mutation RemoveComment($id: ID!, $was: String) {
    removeComment(id: $id, was: $was) {
      id
    }
  }
`);

export type TagUse = ResultOf<typeof DatasetNotesDocument>['tags'][number];
export type DatapointComment = ResultOf<typeof AddCommentDocument>['addComment']['comment'];
