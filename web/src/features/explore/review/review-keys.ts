import type { KeyMeaning } from '../../../shortcuts.ts';

/** What the keys of the explorer do. */
export const reviewKeys: readonly KeyMeaning[] = [
  { keys: ['j', 'k'], meaning: 'go to the next datapoint, or the previous one' },
  { keys: ['←', '→', '↑', '↓'], meaning: 'move within the grid' },
  { keys: ['x'], meaning: 'select or deselect the datapoint' },
  { keys: ['a'], meaning: 'select all that are shown, at most the first 1,000' },
  { keys: ['t'], meaning: 'tag the selected datapoints, or else the focused one' },
  { keys: ['Enter'], meaning: 'open the datapoint' },
  { keys: ['Esc'], meaning: 'clear the selection' },
  { keys: ['/'], meaning: 'go to the filters' },
  { keys: ['v'], meaning: 'open the saved views' },
  { keys: ['?'], meaning: 'show this list' },
];
