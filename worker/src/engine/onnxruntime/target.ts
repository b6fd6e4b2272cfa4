/** How each device computes what the kernels say: the rewrites of a recorded graph, and what is better left to the processor. */
import type { ExecutionProvider } from '../../devices/onnxruntime-survey.ts';
import { passOnNaN } from './pass-on-nan.ts';
import { addIntoProducts, shareEqual, type Rewrite } from './rewrite.ts';
import { stackEncoders } from './stack/stack.ts';
import { blockWindows } from './window-blocks.ts';

export interface Target {
  readonly provider: ExecutionProvider;
  /** In the order in which they are applied. */
  readonly rewrites: readonly Rewrite[];
  /** Operators that the device computes with too few digits. */
  readonly onProcessor: ReadonlySet<string>;
  /** Whether values lie in memory of the device's own, where they should stay from one run to the next. */
  readonly hasOwnMemory: boolean;
}

const none: ReadonlySet<string> = new Set();

export const targets: Readonly<Record<ExecutionProvider, Target>> = {
  cpu: {
    provider: 'cpu',
    rewrites: [shareEqual, blockWindows, addIntoProducts],
    onProcessor: none,
    hasOwnMemory: false,
  },
  // Device memory is kept for WebGPU alone: CUDA's tensors cannot be held by onnxruntime-node.
  cuda: {
    provider: 'cuda',
    rewrites: [shareEqual, addIntoProducts],
    onProcessor: none,
    hasOwnMemory: false,
  },
  // WGSL promises 2⁻¹¹ for sines and tangents, and nothing outside of the domain of a function.
  webgpu: {
    provider: 'webgpu',
    rewrites: [passOnNaN, shareEqual, addIntoProducts],
    onProcessor: new Set([
      'Sin',
      'Cos',
      'Tan',
      'Sinh',
      'Cosh',
      'Asin',
      'Acos',
      'Asinh',
      'Acosh',
      'Atanh',
      'Pow',
    ]),
    hasOwnMemory: true,
  },
};

/** The same device, which computes equal steps of several encoders as one graph. */
export const stacking = (target: Target): Target => ({
  ...target,
  rewrites: [stackEncoders, ...target.rewrites],
});
