import { Cross } from '../../../components/cross.tsx';
import type { ExploreState } from '../../../address/explore-state.ts';
import type { AppliedFilter } from './applied-filters.ts';
import styles from './applied-chips.module.css';

interface Props {
  filters: readonly AppliedFilter[];
  change: (change: Partial<ExploreState>) => void;
}

/** The filters that are set, each with a button that takes it away; nothing where there are none. */
export function AppliedChips({ filters, change }: Props) {
  if (filters.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label="Filters that are set">
      {filters.map(({ label, without }) => (
        <li key={label}>
          <button type="button" aria-label={`Remove the filter ${label}`} onClick={() => change(without)}>
            {label}
            <Cross />
          </button>
        </li>
      ))}
    </ul>
  );
}
