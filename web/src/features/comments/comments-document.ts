import { graphql, type ResultOf } from '../../graphql/graphql.ts';

/** Comments on datapoints, the newest first. */
export const CommentListDocument = graphql(`
  query CommentList($first: Int!, $after: String, $dataset: String) {
    comments(first: $first, after: $after, dataset: $dataset) {
      nodes {
        id
        text
        author
        maker
        createdAt
        editedAt
        editor
        datapoint {
          id
          index
          imageUrl
          text
          tags
          dataset {
            id
            slug
            name
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const firstComments = (dataset: string | null) => ({ first: 50, after: null, dataset });

export type CommentPage = ResultOf<typeof CommentListDocument>['comments'];
export type ListedComment = CommentPage['nodes'][number];
