/**
 * Several encoders in one graph: components of equal structure become one with one more axis.
 *
 * Encoders of an ensemble that train at the same time record the same step with other values. Where their batches have the same size the
 * components are equal, and E small operators become one that keeps a large device busy. What a model computes is not changed, nor how
 * it is written: a rule says for each operator what it does with an axis more (`rules.ts`), and what has no rule is computed for one
 * component after another.
 */
import { InvariantError } from '@engram/core';
import type { Rewrite } from '../rewrite.ts';
import { apply, LEAF, type Node } from '../trace.ts';
import { equalComponents, varyingNodes, type Component } from './components.ts';
import { stackRules } from './rules.ts';
import { stackOf, unstack, type Value } from './stacked.ts';

export const stackEncoders: Rewrite = ({ nodes, targets }) => {
  const successors = new Map<Node, Node>();
  for (const components of equalComponents({ nodes, targets })) stackComponents(components, successors);
  return targets.map((target) => successors.get(target) ?? target);
};

/** Notes what becomes of the components' targets. */
function stackComponents(components: readonly Component[], successors: Map<Node, Node>): void {
  const [first] = components as [Component];
  const count = components.length;
  const { nodes } = first.trace;
  const varying = varyingNodes(nodes);
  const values = new Map<Node, Value>();
  const valueOf = (node: Node): Value => {
    const value = values.get(node);
    if (!value) throw new InvariantError(`a stacked graph takes ${node.op} before it is made`);
    return value;
  };
  nodes.forEach((node, number) => {
    const { shape } = node;
    if (!varying.has(node)) {
      values.set(node, { node, isStacked: false, shape });
      return;
    }
    const stacked =
      node.op === LEAF
        ? stackOf(components.map(({ trace }) => trace.nodes[number]!))
        : computed(node, node.inputs.map(valueOf), count);
    values.set(node, { node: stacked, isStacked: true, shape });
  });
  first.targets.forEach((target, index) => {
    const parts = unstack(valueOf(target).node);
    components.forEach((component, e) => successors.set(component.targets[index]!, parts[e]!));
  });
}

function computed(traced: Node, inputs: readonly Value[], count: number): Node {
  const stacked = stackRules.get(traced.op)?.(traced, inputs, count);
  if (stacked) return stacked;
  const parts = inputs.map(({ node, isStacked }) => (isStacked ? unstack(node) : null));
  return stackOf(
    Array.from({ length: count }, (_, e) => {
      const own = inputs.map(({ node }, index) => parts[index]?.[e] ?? node);
      return apply(traced.op, own, traced.shape, traced.attributes, traced.type);
    }),
  );
}
