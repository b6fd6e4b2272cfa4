/** Changes to a traced graph before it is compiled. All of them keep what it computes. */
import { apply, describe, type Node, type Trace } from './trace.ts';

/** What a rule makes of a node whose inputs were rewritten already; undefined leaves it as it is. */
export type Rule = (node: Node) => Node | undefined;

/** Applies a rule from the oldest node to the newest and returns the targets' successors. */
export function rewrite(nodes: readonly Node[], targets: readonly Node[], rule: Rule): Node[] {
  const successors = new Map<Node, Node>();
  for (const node of nodes) {
    const inputs = node.inputs.map((input) => successors.get(input) ?? input);
    const changed = inputs.some((input, index) => input !== node.inputs[index]);
    const current = changed ? apply(node.op, inputs, node.shape, node.attributes, node.type) : node;
    successors.set(node, rule(current) ?? current);
  }
  return targets.map((target) => successors.get(target) ?? target);
}

/** Common subexpressions: of nodes that compute the same, one is kept. Leaves are each their own. */
export function shareEqual({ nodes, targets }: Pick<Trace, 'nodes' | 'targets'>): Node[] {
  const first = new Map<string, Node>();
  const numbers = new Map<Node, number>();
  return rewrite(nodes, targets, (node) => {
    const key = node.values ? `leaf ${node.id}` : describe(node, numbers);
    const known = first.get(key);
    if (known) return known;
    first.set(key, node);
    numbers.set(node, numbers.size);
    return node;
  });
}
