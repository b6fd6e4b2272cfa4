import { graphql } from '../../graphql/graphql.ts';

/** Whose token the request shows; the dashboard's server asks it (web/src/session/ask-viewer.ts). */
export const ViewerDocument = graphql(`
  query Viewer {
    viewer {
      tokenName
      scope
      expiresAt
    }
  }
`);
