import { graphql } from '../../graphql/graphql.ts';

export const RenameRunDocument = graphql(`
  mutation RenameRun($id: ID!, $name: String!) {
    renameRun(id: $id, name: $name) {
      run {
        id
        name
      }
    }
  }
`);

export const ArchiveRunDocument = graphql(`
  mutation ArchiveRun($id: ID!, $archived: Boolean!) {
    archiveRun(id: $id, archived: $archived) {
      run {
        id
        archivedAt
      }
    }
  }
`);

export const AddRunTagsDocument = graphql(`
  mutation AddRunTags($id: ID!, $tags: [String!]!) {
    addRunTags(id: $id, tags: $tags) {
      run {
        id
        tags
      }
    }
  }
`);

export const RemoveRunTagsDocument = graphql(`
  mutation RemoveRunTags($id: ID!, $tags: [String!]!) {
    removeRunTags(id: $id, tags: $tags) {
      run {
        id
        tags
      }
    }
  }
`);

/** What hangs on a run. */
export const RunRemovalDocument = graphql(`
  query RunRemoval($id: ID!) {
    run(id: $id) {
      id
      status
      removal {
        scoreCount
        savedViews
        snapshots
        experiments
        otherRunsOfEnsemble
      }
    }
  }
`);
