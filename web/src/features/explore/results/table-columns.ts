import { importedKey } from '@engram/core';
import { comparesEncoders } from '../../../messages/effect-message.ts';

/** Columns that not every run fills: one of dashes alone says nothing. */
export interface TableColumns {
  interval: boolean;
  /** P(top 5 %). */
  top: boolean;
  /** Its false discovery rate. */
  rate: boolean;
  role: boolean;
}

interface Shown {
  /** Of the run; null where it is unknown. */
  measure: string | null;
  /** The first scores of the list, none while they are on their way; of scores from a file they show whether it has intervals. */
  first: readonly { low: number | null }[];
  hasRoles: boolean;
}

/** The columns of a run's table, the same wherever one scrolls. */
export function tableColumns({ measure, first, hasRoles }: Shown): TableColumns {
  const isMeasured = measure !== importedKey;
  return {
    interval: isMeasured || first.length === 0 || first.some(({ low }) => low !== null),
    top: isMeasured,
    rate: measure === null || comparesEncoders(measure),
    role: hasRoles,
  };
}
