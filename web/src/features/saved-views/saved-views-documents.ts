import { graphql, type ResultOf } from '../../graphql/graphql.ts';

/** All saved views, by name. */
export const SavedViewsDocument = graphql(`
  query SavedViews {
    savedViews {
      id
      name
      address
      maker
      mayChange
      runName
    }
  }
`);

export const SaveViewDocument = graphql(`
  mutation SaveView($name: String!, $address: String!, $replace: Boolean!) {
    saveView(name: $name, address: $address, replace: $replace) {
      view {
        id
        name
        address
      }
    }
  }
`);

export const RenameViewDocument = graphql(`
  mutation RenameView($id: ID!, $name: String!) {
    renameView(id: $id, name: $name) {
      view {
        id
        name
        address
      }
    }
  }
`);

export const RemoveViewDocument = graphql(`
  mutation RemoveView($id: ID!) {
    removeView(id: $id) {
      id
    }
  }
`);

export type SavedView = ResultOf<typeof SavedViewsDocument>['savedViews'][number];
