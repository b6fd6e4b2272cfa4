/** What can execute tensors, in the order in which `auto` prefers them. */
export const engineNames = ['tensorflow', 'onnxruntime', 'cpu'] as const;
export type EngineName = (typeof engineNames)[number];
