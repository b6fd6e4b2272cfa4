import type { RunData } from '../../datasets/run-data.ts';
import { assertUnseen } from './assert-unseen.ts';
import { examineCurve } from './curve.ts';
import type { ExaminationOptions } from './examination-options.ts';
import { needsUnseen, type Examination, type ExaminationRequest } from './examination.ts';
import { examineGeometry } from './geometry.ts';
import { examineLoneClass } from './lone-class.ts';
import { examineProbes } from './probe-accuracies.ts';

/**
 * Answers what an experiment asks of one encoder.
 * @param unseen reads the datapoints that no encoder saw, where they are needed
 * @throws DomainError INVALID_CONFIG where the dataset leaves nothing to test on; CANCELLED when the signal is aborted
 */
export async function examine(
  request: ExaminationRequest,
  o: ExaminationOptions,
  unseen: () => Promise<RunData>,
): Promise<Examination> {
  if (!needsUnseen(request))
    return request.key === 'lone-class' ? examineLoneClass(request, o) : examineCurve(request, o);
  const options = { ...o, unseen: await unseen() };
  assertUnseen(o.config, options.unseen.indices.length);
  return request.key === 'probes' ? examineProbes(request, options) : examineGeometry(request, options);
}
