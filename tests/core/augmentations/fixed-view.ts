import { ViewRenderer, type ImageShape, type Operator, type PolicyConfig, type Rng } from '@engram/core';
import { createOperator } from '../../../core/src/augmentations/operation-registry.ts';
import { blur } from '../../../core/src/augmentations/operations/blur.ts';
import { resizedCrop } from '../../../core/src/augmentations/operations/resized-crop.ts';
import { rotation } from '../../../core/src/augmentations/operations/rotation.ts';
import { operationsOf } from '../../../core/src/augmentations/policies.ts';
import type { OracleView } from '../../oracles/view.ts';

export const identityView: OracleView = { side: 1, left: 0, top: 0, radians: 0, sigma: 0 };

/** Crop, rotation and blur with these parameters. */
export function fixedView(view: OracleView, shape: ImageShape): Operator[] {
  const [crop, turn, soft] = [resizedCrop, rotation, blur].map(({ schema, operator }) => {
    const key = schema.shape.key.value;
    return (operator as (settings: unknown, shape: ImageShape) => Operator)(schema.parse({ key }), shape);
  });
  Object.assign(crop!, { side: view.side, left: view.left, top: view.top });
  Object.assign(turn!, { radians: view.radians });
  Object.assign(soft!, { sigma: view.sigma });
  return [crop!, turn!, soft!];
}

/** The image under crop, rotation and blur with these parameters. */
export function rendered(pixels: Uint8Array, view: Partial<OracleView>, shape: ImageShape): Float32Array {
  const out = new Float32Array(shape.height * shape.width * shape.channels);
  const operators = fixedView({ ...identityView, ...view }, shape);
  new ViewRenderer(operators, shape).render(pixels, 0, out, 0);
  return out;
}

/** What the operations of a policy of crop, rotation and blur draw for one view. */
export function drawnView(policy: PolicyConfig, rng: Rng): OracleView {
  const shape = { height: 28, width: 28, channels: 1 };
  const operators = operationsOf(policy).map((operation) => createOperator(operation, shape));
  for (const operator of operators) operator.draw(rng);
  const { side, left, top, radians, sigma } = Object.assign({}, ...operators) as OracleView;
  return { side, left, top, radians, sigma };
}
