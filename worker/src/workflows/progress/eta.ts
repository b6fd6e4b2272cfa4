/** Share of a run spent on its encoders; the rest is estimating and publishing. */
export const encoderShare = 0.98;
/** No time to go is given before this much was seen: encoders' worth of work and elapsed time. */
const minWork = 0.25;
const minElapsedMs = 2_000;

/**
 * Seconds to go at the pace of this run so far, or null while too little is done to say.
 * @param done encoders' worth of work done, of `total`, `doneAtStart` of it before the clock started.
 */
export function estimateEtaSeconds(o: {
  done: number;
  doneAtStart: number;
  total: number;
  elapsedMs: number;
}): number | null {
  const work = o.done - o.doneAtStart;
  if (work < minWork || o.elapsedMs < minElapsedMs) return null;
  return (((o.total - o.done) / encoderShare) * o.elapsedMs) / work / 1000;
}
