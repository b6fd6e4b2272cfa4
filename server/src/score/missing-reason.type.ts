import type { MissingReason as Reason } from '@engram/core';
import { registerEnumType } from 'type-graphql';

export const MissingReason = {
  NEVER_OUT: 'NEVER_OUT',
  NEVER_IN: 'NEVER_IN',
  NO_INTERVAL: 'NO_INTERVAL',
  NOT_GIVEN: 'NOT_GIVEN',
} as const satisfies { [R in Reason]: R };

registerEnumType(MissingReason, {
  name: 'MissingReason',
  description: 'Why a score has no value, or no interval.',
  valuesConfig: {
    NEVER_OUT: { description: 'Not identifiable: every encoder was trained on the datapoint.' },
    NEVER_IN: { description: 'Not identifiable: no encoder was trained on the datapoint.' },
    NO_INTERVAL: { description: 'No interval: fewer than two encoders on one side.' },
    NOT_GIVEN: {
      description: 'An imported score: the file has no value, or no interval, for this datapoint.',
    },
  },
});
