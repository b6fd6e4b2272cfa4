/** Changes to a traced graph before it is compiled. All of them keep what it computes. */
import { reshape } from './kernels/kernel.ts';
import { LEAF, apply, describe, sameShape, withInputs, type Node, type Trace } from './trace.ts';

/** What becomes of the targets of a graph. */
export type Rewrite = (graph: Pick<Trace, 'nodes' | 'targets'>) => Node[];

/**
 * What a rule makes of a node: given the node as traced, the same with its inputs rewritten, and the way from
 * any older node to its successor. Undefined leaves the second as it is.
 */
export type Rule = (traced: Node, current: Node, successor: (older: Node) => Node) => Node | undefined;

/** Applies a rule from the oldest node to the newest and returns the targets' successors. */
export function rewrite(nodes: readonly Node[], targets: readonly Node[], rule: Rule): Node[] {
  const successors = new Map<Node, Node>();
  const successor = (node: Node) => successors.get(node) ?? node;
  for (const node of nodes) {
    const inputs = node.inputs.map(successor);
    const changed = inputs.some((input, index) => input !== node.inputs[index]);
    const current = changed ? withInputs(node, inputs) : node;
    successors.set(node, rule(node, current, successor) ?? current);
  }
  return targets.map(successor);
}

/** Common subexpressions: of nodes that compute the same, one is kept. Leaves are each their own. */
export function shareEqual({ nodes, targets }: Pick<Trace, 'nodes' | 'targets'>): Node[] {
  const first = new Map<string, Node>();
  const numbers = new Map<Node, number>();
  return rewrite(nodes, targets, (_, node) => {
    const key = node.op === LEAF ? `leaf ${node.id}` : describe(node, numbers);
    const known = first.get(key);
    if (known) return known;
    first.set(key, node);
    numbers.set(node, numbers.size);
    return node;
  });
}

/** How often each node is taken as an input. */
function consumerCounts(nodes: readonly Node[]): Map<Node, number> {
  const counts = new Map<Node, number>();
  for (const { inputs } of nodes) {
    for (const input of inputs) counts.set(input, (counts.get(input) ?? 0) + 1);
  }
  return counts;
}

/**
 * A B + X as one Gemm, for a product that nothing else takes: an optimizer's momentum or weight decay is added
 * while the gradient is made, which saves writing and reading the gradient.
 */
export function addIntoProducts({ nodes, targets }: Pick<Trace, 'nodes' | 'targets'>): Node[] {
  const counts = consumerCounts(nodes);
  const outputs = new Set(targets);
  const usedOnce = (node: Node) => counts.get(node) === 1 && !outputs.has(node);

  const productOf = (node: Node): Node | undefined => {
    if (!usedOnce(node)) return undefined;
    if (node.op === 'Gemm') return node.inputs.length === 2 ? node : undefined;
    const [source] = node.inputs;
    return node.op === 'Reshape' && source?.op === 'Gemm' ? productOf(source) : undefined;
  };
  return rewrite(nodes, targets, (node, _, successor) => {
    const [a, b] = node.inputs;
    if (node.op !== 'Add' || !a || !b || !sameShape(a.shape, b.shape)) return undefined;
    const [product, addend] = [productOf(b) ?? productOf(a), productOf(b) ? a : b];
    if (!product) return undefined;
    const inputs = [...product.inputs.map(successor), reshape(successor(addend), product.shape)];
    return reshape(apply('Gemm', inputs, product.shape, product.attributes), node.shape);
  });
}
