/** Why a score has no value, or no interval. */
export const missingReasons = ['NEVER_OUT', 'NEVER_IN', 'NO_INTERVAL', 'NOT_GIVEN'] as const;
export type MissingReason = (typeof missingReasons)[number];

/** What exports and hashes say for each; what is stored and cited depends on the wording. */
const sentences: Readonly<Record<string, string>> = {
  NEVER_OUT: 'not identifiable: every encoder was trained on this datapoint',
  NEVER_IN: 'not identifiable: no encoder was trained on this datapoint',
  NO_INTERVAL: 'no interval: fewer than two encoders on one side',
  NOT_GIVEN: 'not given: the imported file has no value or no interval here',
} satisfies Record<MissingReason, string>;

/** A stored reason as a sentence for people; what is none of them stands for itself. */
export const missingReasonMessage = (reason: string | null): string | null =>
  reason === null ? null : (sentences[reason] ?? reason);

export const isMissingReason = (reason: string | null): reason is MissingReason =>
  missingReasons.some((known) => known === reason);

/** The reason that a sentence stands for: the other way round than `missingReasonMessage`. */
export const missingReasonOf = (sentence: string | null): string | null =>
  missingReasons.find((reason) => sentences[reason] === sentence) ?? sentence;
