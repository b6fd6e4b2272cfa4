/**
 * The windows of a convolution in blocks of images. Its window matrix is as many times its image as the filter has taps: too large for a
 * processor's cache, and the most memory that a step takes. So each block is gathered, multiplied and forgotten before the next, and the
 * gradient of the filter gathers it again, which costs less than to read it from memory.
 */
import { concat, gather, reshape } from './kernels/kernel.ts';
import { gemm } from './kernels/matmul.ts';
import { rewrite, type Rewrite } from './rewrite.ts';
import { CONSTANT, apply, int64List, sizeOf, withInputs, type Node } from './trace.ts';

/** Windows below this many bytes stay whole. Between 4 and 32 MiB no other figure was faster (docs/decisions/0010-two-cores.md). */
const leastBytes = 16 * 2 ** 20;
const blockBytes = 2 * 2 ** 20;
/** Each block is three operators more to compile. */
const mostBlocks = 32;
const bytesOf = (node: Node): number => 4 * sizeOf(node.shape);

/** Windows that are gathered along the pixels of images [N, P, C], as a matrix, which has the same number of rows for each image. */
interface WindowMatrix {
  readonly gathered: Node;
  readonly columns: number;
}

/** Before `addIntoProducts`, which leaves products of three operands, and after `shareEqual`, which would join the two gatherings of a block. */
export const blockWindows: Rewrite = ({ nodes, targets }) => {
  const blocked = blockable(nodes, targets);
  return rewrite(nodes, targets, (traced, current) => {
    const windows = traced.op === 'Gemm' ? windowsOf(traced.inputs[0]) : undefined;
    if (!windows || !blocked.has(windows.gathered)) return undefined;
    const now = windowsOf(current.inputs[0])!;
    return current.attributes['transA'] === 1 ? sumOfProducts(current, now) : productByBlocks(current, now);
  });
};

/** Large windows that products alone take, as their left side. */
function blockable(nodes: readonly Node[], targets: readonly Node[]): ReadonlySet<Node> {
  const matrices = new Map<Node, Node>();
  const found = new Set<Node>();
  for (const node of nodes) {
    const windows = windowsOf(node);
    if (!windows) continue;
    matrices.set(node, windows.gathered);
    if (bytesOf(windows.gathered) >= leastBytes) found.add(windows.gathered);
  }
  for (const target of targets) found.delete(matrices.get(target) ?? target);
  for (const { op, inputs, attributes } of nodes)
    inputs.forEach((input, index) => {
      const isLeftSide =
        op === 'Gemm' && index === 0 && inputs.length === 2 && !isTransposedTwice(attributes);
      if (matrices.has(input) && !isLeftSide) found.delete(matrices.get(input)!);
      if (found.has(input) && op !== 'Reshape') found.delete(input);
    });
  return found;
}

const isTransposedTwice = ({ transA, transB }: Node['attributes']): boolean => transA === 1 && transB === 1;

function windowsOf(matrix: Node | undefined): WindowMatrix | undefined {
  const [gathered] = matrix?.op === 'Reshape' ? matrix.inputs : [];
  if (matrix?.shape.length !== 2 || gathered?.op !== 'Gather' || gathered.attributes['axis'] !== 1)
    return undefined;
  const [images, list] = gathered.inputs;
  const [rows = 0, columns = 0] = matrix.shape;
  if (images?.shape.length !== 3 || images.type !== 'float32' || list?.op !== CONSTANT) return undefined;
  if (rows % (images.shape[0] || 1) > 0) return undefined;
  return { gathered, columns };
}

interface Block {
  readonly matrix: Node;
  /** Of the whole matrix, the rows that it holds. */
  readonly firstRow: number;
}

function blocksOf({ gathered, columns }: WindowMatrix): Block[] {
  const [images, list] = gathered.inputs as [Node, Node];
  // A list of its own: onnxruntime, too, would join two gatherings by one list, and keep what the first one gathered.
  const indices = withInputs(list, list.inputs);
  const [count = 0] = images.shape;
  const bytesEach = bytesOf(gathered) / count;
  const each = Math.max(1, Math.floor(blockBytes / bytesEach), Math.ceil(count / mostBlocks));
  const rowsEach = sizeOf(gathered.shape) / columns / count;
  return Array.from({ length: Math.ceil(count / each) }, (_, block) => {
    const first = block * each;
    const windows = gather(rowsFrom(images, first, Math.min(each, count - first)), indices, 1);
    const matrix = reshape(windows, [sizeOf(windows.shape) / columns, columns]);
    return { matrix, firstRow: first * rowsEach };
  });
}

const rowsFrom = (x: Node, first: number, count: number): Node =>
  apply(
    'Slice',
    [x, int64List([first]), int64List([first + count]), int64List([0])],
    [count, ...x.shape.slice(1)],
  );

/** W B, row by row of W. */
function productByBlocks({ inputs, attributes }: Node, windows: WindowMatrix): Node {
  const transB = attributes['transB'] === 1;
  return concat(
    blocksOf(windows).map(({ matrix }) => gemm(matrix, inputs[1]!, false, transB)),
    0,
  );
}

/** Wᵀ B, as the sum over the rows of both. */
function sumOfProducts({ inputs }: Node, windows: WindowMatrix): Node {
  const b = inputs[1]!;
  return blocksOf(windows).reduce<Node | undefined>((sum, { matrix, firstRow }) => {
    const rows = rowsFrom(b, firstRow, matrix.shape[0] ?? 0);
    return gemm(matrix, rows, true, false, sum);
  }, undefined)!;
}
