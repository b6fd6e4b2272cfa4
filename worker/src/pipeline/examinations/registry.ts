import { examineCurve } from './curve.ts';
import type { ExaminationOptions, UnseenOptions } from './examination-options.ts';
import type { ExaminationKey, ExaminationRequests, Examinations, needsUnseen } from './examination.ts';
import { examineGeometry } from './geometry.ts';
import { examineLoneClass } from './lone-class.ts';
import { examineProbes } from './probe-accuracies.ts';

type OptionsOf<K extends ExaminationKey> = (typeof needsUnseen)[K] extends true
  ? UnseenOptions
  : ExaminationOptions;

/** How each examination is made. */
export const examiners: {
  readonly [K in ExaminationKey]: (
    request: ExaminationRequests[K],
    options: OptionsOf<K>,
  ) => Promise<Examinations[K]>;
} = {
  probes: examineProbes,
  geometry: examineGeometry,
  'lone-class': examineLoneClass,
  curve: examineCurve,
};
