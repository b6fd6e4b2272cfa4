import { assertUnseen } from './assert-unseen.ts';
import { examineCurve } from './curve.ts';
import type { ExaminationOptions } from './examination-options.ts';
import type { Examination, ExaminationRequest } from './examination.ts';
import { examineGeometry } from './geometry.ts';
import { examineLoneClass } from './lone-class.ts';
import { examineProbes } from './probe-accuracies.ts';

/**
 * Answers what an experiment asks of one encoder.
 * @throws DomainError INVALID_CONFIG where the dataset leaves nothing to test on; CANCELLED when the signal is aborted
 */
export async function examine(request: ExaminationRequest, o: ExaminationOptions): Promise<Examination> {
  if (request.key === 'lone-class') return examineLoneClass(request, o);
  if (request.key === 'curve') return examineCurve(request, o);
  assertUnseen(o.config, o.unseen.indices.length);
  return request.key === 'probes' ? examineProbes(request, o) : examineGeometry(request, o);
}
