/**
 * What an experiment asks of each encoder of a run beside its measure: numbers that a trainer process computes from frozen
 * representations. Requests and answers travel as JSON.
 */
import type { CurveExamination, CurveRequest } from './curve.ts';
import type { LoneClassExamination, LoneClassRequest } from './lone-class.ts';
import type { GeometryExamination, GeometryRequest } from './geometry.ts';
import type { ProbeExamination, ProbeRequest } from './probe-accuracies.ts';

export interface ExaminationRequests {
  probes: ProbeRequest;
  geometry: GeometryRequest;
  'lone-class': LoneClassRequest;
  curve: CurveRequest;
}
export interface Examinations {
  probes: ProbeExamination;
  geometry: GeometryExamination;
  'lone-class': LoneClassExamination;
  curve: CurveExamination;
}
export type ExaminationKey = keyof Examinations;
export type ExaminationRequest = ExaminationRequests[ExaminationKey];
export type Examination = Examinations[ExaminationKey];

/** Whether it tests on datapoints that no encoder of the run saw. */
export const needsUnseen = {
  probes: true,
  geometry: true,
  'lone-class': false,
  curve: false,
} as const satisfies Record<ExaminationKey, boolean>;
