import { comparesEncoders } from './effect-message.ts';

/** `0.05`, `0.0012`, `< 0.0001`; a dash where there is no test. Three digits, rounded up, so that what is shown is a rate at which it counts. */
export function formatRate(rate: number | null | undefined): string {
  if (rate === null || rate === undefined || Number.isNaN(rate)) return '–';
  if (rate < 0.0001) return '<\u00a00.0001';
  const unit = 10 ** (Math.floor(Math.log10(rate)) - 2);
  // float32 and division leave a trace in the last digits, which must not round a whole one up.
  const digits = Math.ceil(Number((rate / unit).toPrecision(6)));
  return String(Number((digits * unit).toPrecision(3)));
}

/** Why no datapoint of a run was tested. @param measure of the run; null where its scores were made elsewhere */
export const untestedMessage = (measure: string | null): string =>
  measure !== null && comparesEncoders(measure)
    ? 'No score has an interval to test: that takes two encoders with the datapoint and two without.'
    : measure === null || measure === 'imported'
      ? 'Imported scores are not tested: their encoders are not known here.'
      : 'A proxy does not compare encoders, so there is no memorization to test.';

/** What is said where only a part of the run's datapoints is counted, as under filters. */
export const rateOfPartMessage =
  'The rate is that of the whole run: of this part, more of those called memorized may be false.';
