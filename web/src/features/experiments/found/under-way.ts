import type { FoundExperiment } from './experiments-document.ts';

/** How often a page asks again about an experiment that is under way, in milliseconds. */
export const pollMs = 3_000;

/** Whether more of it is to come. */
export const isUnderWay = ({ status }: Pick<FoundExperiment, 'status'>): boolean =>
  status === 'QUEUED' || status === 'RUNNING';
