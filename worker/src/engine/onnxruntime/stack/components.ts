/** The parts of a recorded graph that have nothing to do with each other, such as the steps of several encoders. */
import { LEAF, collect, type Node, type Trace } from '../trace.ts';

export interface Component {
  /** Its own part of the targets, in their order. */
  readonly targets: Node[];
  readonly trace: Trace;
}

/** The nodes that depend on a leaf; all others have one value for good, and may be taken by any component. */
export function varyingNodes(nodes: readonly Node[]): Set<Node> {
  const varying = new Set<Node>();
  for (const node of nodes)
    if (node.op === LEAF || node.inputs.some((input) => varying.has(input))) varying.add(node);
  return varying;
}

/** Components of the varying nodes by which of them take which; those of equal structure together, two or more. */
export function equalComponents({ nodes, targets }: Pick<Trace, 'nodes' | 'targets'>): Component[][] {
  const varying = varyingNodes(nodes);
  const parents = new Map<Node, Node>();
  const rootOf = (node: Node): Node => {
    let root = node;
    for (let next = parents.get(root); next; next = parents.get(root)) root = next;
    // Halves the way of the next look.
    if (root !== node) parents.set(node, root);
    return root;
  };
  for (const node of nodes) {
    if (!varying.has(node)) continue;
    for (const input of node.inputs) {
      if (!varying.has(input)) continue;
      const [a, b] = [rootOf(node), rootOf(input)];
      if (a !== b) parents.set(a, b);
    }
  }
  const targetsOf = new Map<Node, Node[]>();
  for (const target of new Set(targets)) {
    if (!varying.has(target) || target.op === LEAF) continue;
    const root = rootOf(target);
    targetsOf.set(root, [...(targetsOf.get(root) ?? []), target]);
  }
  const bySignature = new Map<string, Component[]>();
  for (const own of targetsOf.values()) {
    // In the order in which they were recorded, which that of all targets need not be.
    const ordered = own.toSorted((a, b) => a.id - b.id);
    const trace = collect(ordered);
    bySignature.set(trace.signature, [
      ...(bySignature.get(trace.signature) ?? []),
      { targets: ordered, trace },
    ]);
  }
  return [...bySignature.values()].filter((equal) => equal.length > 1);
}
