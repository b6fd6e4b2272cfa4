import type { RunData } from '../../datasets/run-data.ts';
import { assertUnseen } from './assert-unseen.ts';
import type { ExaminationOptions } from './examination-options.ts';
import type { Examination, ExaminationKey, ExaminationRequest } from './examination.ts';
import { examiners, type Examiner } from './registry.ts';

/**
 * Answers what an experiment asks of one encoder.
 * @param readUnseen reads the datapoints that no encoder saw, where they are needed
 * @throws DomainError INVALID_CONFIG where the dataset leaves nothing to test on; CANCELLED when the signal is aborted
 */
export async function examine(
  request: ExaminationRequest,
  o: ExaminationOptions,
  readUnseen: () => Promise<RunData>,
): Promise<Examination> {
  const examiner: Examiner<ExaminationKey> = examiners[request.key];
  if (!examiner.needsUnseen) return examiner.examine(request, o);
  const unseen = await readUnseen();
  assertUnseen(o.config, unseen.indices.length);
  return examiner.examine(request, { ...o, unseen });
}
