import type { RunData } from '../../datasets/run-data.ts';
import { assertUnseen } from './assert-unseen.ts';
import type { ExaminationOptions } from './examination-options.ts';
import { needsUnseen, type Examination, type ExaminationRequest } from './examination.ts';
import type { ProbeRequest } from './probe-accuracies.ts';
import { examiners } from './registry.ts';

/**
 * Answers what an experiment asks of one encoder.
 * @param readUnseen reads the datapoints that no encoder saw, where they are needed
 * @param readElsewhere reads those of another dataset, where the request names one
 * @throws DomainError INVALID_CONFIG where the dataset leaves nothing to test on; CANCELLED when the signal is aborted
 */
export async function examine(
  request: ExaminationRequest,
  o: ExaminationOptions,
  readUnseen: () => Promise<RunData>,
  readElsewhere: () => Promise<RunData | undefined> = () => Promise.resolve(undefined),
): Promise<Examination> {
  // The registry has for each request the examiner that takes it.
  const examiner = examiners[request.key] as (
    request: ExaminationRequest,
    options: object,
  ) => Promise<Examination>;
  if (!needsUnseen[request.key]) return examiner(request, o);
  const unseen = await readUnseen();
  assertUnseen(o.config, unseen.indices.length);
  const elsewhere = await readElsewhere();
  if (elsewhere) assertUnseen({ dataset: (request as ProbeRequest).dataset! }, elsewhere.indices.length);
  return examiner(request, { ...o, unseen, ...(elsewhere && { elsewhere }) });
}
