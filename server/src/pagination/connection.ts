import type { PageInfo } from './page-info.type.ts';

export interface Page<Row> {
  rows: readonly Row[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

export interface Connection<NodeType> {
  edges: { cursor: string; node: NodeType }[];
  nodes: NodeType[];
  pageInfo: PageInfo;
}

/** A page of the store as a connection. */
export function connection<Row, NodeType>(
  page: Page<Row>,
  toNode: (row: Row) => NodeType,
  cursorOf: (row: Row) => string,
): Connection<NodeType> {
  // Cursors are made when they are asked for: a list of nodes needs two of them.
  const edges = page.rows.map((row) => ({
    node: toNode(row),
    get cursor() {
      return cursorOf(row);
    },
  }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
