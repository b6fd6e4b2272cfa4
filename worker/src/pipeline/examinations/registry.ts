import { examineCurve } from './curve.ts';
import type { ExaminationOptions, UnseenOptions } from './examination-options.ts';
import type { ExaminationKey, ExaminationRequests, Examinations } from './examination.ts';
import { examineGeometry } from './geometry.ts';
import { examineLoneClass } from './lone-class.ts';
import { examineProbes } from './probe-accuracies.ts';

/** How an examination is made. One that needs unseen datapoints tests on those that no encoder of the run saw. */
export type Examiner<K extends ExaminationKey> =
  | {
      readonly needsUnseen: true;
      examine(request: ExaminationRequests[K], o: UnseenOptions): Promise<Examinations[K]>;
    }
  | {
      readonly needsUnseen: false;
      examine(request: ExaminationRequests[K], o: ExaminationOptions): Promise<Examinations[K]>;
    };

export const examiners: { readonly [K in ExaminationKey]: Examiner<K> } = {
  probes: { needsUnseen: true, examine: examineProbes },
  geometry: { needsUnseen: true, examine: examineGeometry },
  'lone-class': { needsUnseen: false, examine: examineLoneClass },
  curve: { needsUnseen: false, examine: examineCurve },
};
