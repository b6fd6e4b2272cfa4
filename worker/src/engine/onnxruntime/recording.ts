/**
 * A graph that is recorded once and computed again and again with other values, such as the step of a training: one node with its
 * inputs, where recording takes a tenth of an mlp's step (docs/decisions/0010-two-cores.md). When a session is compiled, what was recorded
 * stands in its place again, so that every rewrite sees the same operators either way.
 */
import { rewrite, type Rewrite } from './rewrite.ts';
import {
  LEAF,
  OUTPUT,
  RECORDING,
  collect,
  leaf,
  parameter,
  play,
  withInputs,
  type Node,
  type Recording,
} from './trace.ts';

/** Computes with other values what was recorded. */
export type Replay = (given: readonly Node[]) => Node[];

/**
 * @param given leaves whose values are others each time
 * @param targets what is computed from them. All other leaves have the same values for good: they are copied
 * @returns null where a value is not there yet, or cannot be told from another: this time it is not the graph that comes again
 */
export function recordingOf(given: readonly Node[], targets: readonly Node[]): Replay | null {
  if (new Set(given).size < given.length || given.some(({ op }) => op !== LEAF)) return null;
  const numberOf = new Map(given.map((node, index) => [node, index]));
  const { nodes, leaves, signature } = collect(targets);
  const copies = new Map<Node, Node>();
  for (const node of nodes)
    copies.set(node, node.op === LEAF ? parameter(node) : withInputs(node, node.inputs.map((input) => copies.get(input)!))); // prettier-ignore
  const fixed = new Map<Node, Node>();
  for (const node of leaves) {
    if (numberOf.has(node)) continue;
    if (!node.values) return null;
    fixed.set(node, leaf(node.values.slice(), node.type, node.shape));
  }
  const sources = leaves.map((node) => fixed.get(node) ?? numberOf.get(node)!);
  const recording: Recording = {
    parameters: leaves.map((node) => copies.get(node)!),
    targets: targets.map((node) => copies.get(node)!),
    key: signature,
  };
  return (values) =>
    play(
      recording,
      sources.map((source) => (typeof source === 'number' ? values[source]! : source)),
    );
}

/** Puts what was recorded in the place of its node. */
export const expandRecordings: Rewrite = ({ nodes, targets }) => {
  const expanded = new Map<Node, Node[]>();
  return rewrite(nodes, targets, (_, current) => {
    const [whole] = current.inputs;
    if (current.op !== OUTPUT || whole?.op !== RECORDING) return undefined;
    const outputs = expanded.get(whole) ?? expand(whole);
    expanded.set(whole, outputs);
    return outputs[current.attributes['index'] as number];
  });
};

function expand({ recording, inputs }: Node): Node[] {
  const { parameters, targets } = recording!;
  const successors = new Map(parameters.map((stand, index) => [stand, inputs[index]!]));
  for (const node of collect(targets).nodes)
    if (!successors.has(node))
      successors.set(node, withInputs(node, node.inputs.map((input) => successors.get(input)!))); // prettier-ignore
  return targets.map((target) => successors.get(target)!);
}
