/** From a trace to the ONNX graph that computes it. */
import { InvariantError } from '@engram/core';
import type { OnnxGraph, OnnxInitializer, OnnxNode, OnnxValue } from './onnx-model.ts';
import { expandRecordings } from './recording.ts';
import type { Rewrite } from './rewrite.ts';
import { productOperations } from './product-operations.ts';
import { CONSTANT, LEAF, OUTPUT, collect, type Node, type Trace } from './trace.ts';

export interface CompiledGraph {
  graph: OnnxGraph;
  /** For each leaf of the trace, the input it feeds; null where the graph does without it. */
  inputNames: (string | null)[];
  /** For each target of the trace, the output that holds it. */
  outputNames: string[];
  /** Floating-point operations of its matrix products. */
  productOperations: number;
}

const microsoft = 'com.microsoft.';

/** @param rewrites of the device that will compute the graph, in order */
export function compile(trace: Trace, rewrites: readonly Rewrite[]): CompiledGraph {
  const all = [expandRecordings, ...rewrites];
  const { targets, nodes } = all.reduce((graph, rewrite) => collect(rewrite(graph)), trace);
  const names = new Map<Node, string>();
  const onnxNodes: OnnxNode[] = [];
  const initializers: OnnxInitializer[] = [];
  const outputs: OnnxValue[] = [];

  const emit = (node: Node, outputNames: string[]) => {
    const custom = node.op.startsWith(microsoft);
    onnxNodes.push({
      op: custom ? node.op.slice(microsoft.length) : node.op,
      domain: custom ? 'com.microsoft' : '',
      inputs: node.inputs.map((input) => nameOf(names, input)),
      outputs: outputNames,
      attributes: node.attributes,
    });
  };

  const outputsOf = outputCounts(nodes);
  const outputNumbers = new Map<Node, number>();
  targets.forEach((target, index) => {
    if (isComputed(target) && !outputNumbers.has(target)) outputNumbers.set(target, index);
  });

  nodes.forEach((node, number) => {
    const outputNumber = outputNumbers.get(node);
    const name = outputNumber === undefined ? `v${number}` : `out${outputNumber}`;
    names.set(node, name);
    if (node.op === CONSTANT && node.constant) {
      const { type, shape } = node;
      initializers.push({ name, type, shape, data: node.constant.make() });
    } else if (node.op === OUTPUT) {
      const whole = nameOf(names, node.inputs[0]);
      names.set(node, `${whole}_${node.attributes['index'] as number}`);
    } else if (node.op !== LEAF) {
      const count = outputsOf.get(node);
      const many = Array.from({ length: count ?? 0 }, (_, index) => `v${number}_${index}`);
      emit(node, count === undefined ? [name] : many);
    }
  });

  const outputNames = targets.map((target, index) => {
    const name = `out${index}`;
    outputs.push({ name, type: target.type, shape: target.shape });
    if (outputNumbers.get(target) !== index) {
      // An output must be what an operator makes, and one result can only be one output.
      const inputs = [nameOf(names, target)];
      onnxNodes.push({ op: 'Identity', domain: '', inputs, outputs: [name], attributes: {} });
    }
    return name;
  });

  const used = new Set(nodes);
  const inputNames = trace.leaves.map((leaf) => (used.has(leaf) ? nameOf(names, leaf) : null));
  const inputs = trace.leaves
    .filter((leaf) => used.has(leaf))
    .map((leaf) => ({ name: nameOf(names, leaf), type: leaf.type, shape: leaf.shape }));
  const graph = { nodes: onnxNodes, inputs, outputs, initializers };
  return { graph, inputNames, outputNames, productOperations: productOperations(nodes) };
}

/** Whether an operator with this one output makes the value. */
const isComputed = ({ op }: Node): boolean => op !== CONSTANT && op !== LEAF && op !== OUTPUT;

/** Operators that have all their outputs, whoever takes them. */
const leastOutputs: Readonly<Record<string, number>> = { TopK: 2 };

/** How many outputs each operator with several has to be given. */
function outputCounts(nodes: readonly Node[]): Map<Node, number> {
  const counts = new Map<Node, number>();
  for (const node of nodes) {
    const [whole] = node.inputs;
    if (node.op !== OUTPUT || !whole) continue;
    counts.set(
      whole,
      Math.max(counts.get(whole) ?? leastOutputs[whole.op] ?? 0, (node.attributes['index'] as number) + 1),
    );
  }
  return counts;
}

function nameOf(names: ReadonlyMap<Node, string>, node: Node | undefined): string {
  const name = node && names.get(node);
  if (!name) throw new InvariantError(`a compiled graph uses ${node?.op ?? 'a node'} before it is made`);
  return name;
}
