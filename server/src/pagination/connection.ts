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

/**
 * Fills a connection with a page of the store. Edges and their cursors are made when they are asked for: most ask for nodes,
 * which need the first and the last cursor only.
 */
export function connect<Row, NodeType, C extends Connection<NodeType>>(
  connection: C,
  { rows, hasNextPage, hasPreviousPage }: Page<Row>,
  toNode: (row: Row) => NodeType,
  cursorOf: (row: Row) => string,
): C {
  const nodes = rows.map(toNode);
  connection.nodes = nodes;
  connection.pageInfo = {
    hasNextPage,
    hasPreviousPage,
    startCursor: rows.length > 0 ? cursorOf(rows[0]!) : null,
    endCursor: rows.length > 0 ? cursorOf(rows.at(-1)!) : null,
  };
  const edges = (): Connection<NodeType>['edges'] =>
    rows.map((row, at) => ({ node: nodes[at]!, cursor: cursorOf(row) }));
  return Object.defineProperty(connection, 'edges', { get: edges });
}
