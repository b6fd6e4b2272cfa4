import {
  initialExploreState,
  leastAgreeing,
  withoutSecondRun,
  type ExploreState,
} from '../../../address/explore-state.ts';
import { formatScore } from '../../../format.ts';
import { rangeMessage } from '../../../messages/range-message.ts';

export interface AppliedFilter {
  label: string;
  /** What takes it away. */
  without: Partial<ExploreState>;
}

/** What people call classes and runs; an id itself where it is not known yet. */
export interface FilterNames {
  ofClass: (index: number) => string;
  ofRun: (id: string) => string;
}

/** The filters that are set, in the order of the rail, each with the change that takes it away. */
export function appliedFilters(state: ExploreState, { ofClass, ofRun }: FilterNames): AppliedFilter[] {
  const { agree, top, classes, roles, identifiable, tags } = state;
  const { otherFrom, otherTo, lasso } = withoutSecondRun(state);
  const without = <Key extends 'classes' | 'roles' | 'identifiable' | 'tags'>(key: Key, value: unknown) => ({
    [key]: (state[key] as readonly unknown[]).filter((one) => one !== value),
  });
  const other = state.against === null ? '' : ofRun(state.against);
  return [
    ...classes.map((index) => ({ label: `class ${ofClass(index)}`, without: without('classes', index) })),
    ...roles.map((role) => ({ label: role, without: without('roles', role) })),
    ...identifiable.map((one) => ({
      label: one === 'yes' ? 'identifiable' : 'not identifiable',
      without: without('identifiable', one),
    })),
    ...bounds('score', state.from, state.to, { from: null, to: null }),
    ...bounds('percentile', state.percentile, null, { percentile: null }, String),
    ...bounds('P(top 5 %)', state.stable, null, { stable: null }, String),
    ...bounds('false discovery rate', null, state.fdr, { fdr: null }, String),
    ...(agree.length > 0
      ? [
          {
            label: `in the top ${top} % of ${leastAgreeing(state)} of ${agree.length + 1} runs`,
            without: { agree: [], top: initialExploreState.top, least: null },
          },
        ]
      : []),
    ...(state.commented ? [{ label: 'has a comment', without: { commented: false } }] : []),
    ...tags.map((tag) => ({ label: `tag ${tag}`, without: without('tags', tag) })),
    ...bounds(`score in ${other}`, state.otherFrom, state.otherTo, { otherFrom, otherTo }),
    ...(state.lasso.length > 0 ? [{ label: `lasso over ${other}`, without: { lasso } }] : []),
    ...(state.mapLasso.length > 0 ? [{ label: 'lasso over the map', without: { mapLasso: [] } }] : []),
  ];
}

/** A chip for a range; nothing without bounds. */
function bounds(
  label: string,
  low: number | null,
  high: number | null,
  without: Partial<ExploreState>,
  format: (value: number) => string = formatScore,
): AppliedFilter[] {
  const range = rangeMessage(label, { from: low, to: high }, format);
  return range === null ? [] : [{ label: range, without }];
}
