import type { KeyMeaning } from '../../../shortcuts.ts';

/** What the keys of the explorer do. */
export const reviewKeys: readonly KeyMeaning[] = [
  { keys: ['j', 'k'], meaning: 'to the next datapoint, to the one before' },
  { keys: ['←', '→', '↑', '↓'], meaning: 'move within the grid' },
  { keys: ['x'], meaning: 'select the datapoint, or let go of it' },
  { keys: ['t'], meaning: 'tag what is selected, else the datapoint one is at' },
  { keys: ['Enter'], meaning: 'open the datapoint' },
  { keys: ['Esc'], meaning: 'clear the selection' },
  { keys: ['/'], meaning: 'to the filters' },
  { keys: ['v'], meaning: 'saved views' },
  { keys: ['?'], meaning: 'this list' },
];
