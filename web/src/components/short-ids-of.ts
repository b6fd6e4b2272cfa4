import { isShortId } from '@engram/core';
import { namedRuns } from '../address/compare-state.ts';

/** Beginnings of ids in an address; none where it names nothing by one. */
export interface ShortIds {
  kind: 'run' | 'experiment';
  ids: readonly string[];
}

/** The beginnings of ids that the page of an address looks up. @param path below the dashboard’s own address */
export function shortIdsOf(path: string, search: Pick<URLSearchParams, 'get'>): ShortIds {
  const parts = path.split('/').slice(1);
  return {
    kind: parts[0] === 'experiments' ? 'experiment' : 'run',
    ids: [...new Set(idsOf(parts, search).filter(isShortId))],
  };
}

function idsOf([room, first = '', second = '']: readonly string[], search: Pick<URLSearchParams, 'get'>) {
  const listed = (key: string): string[] => namedRuns(search.get(key));
  switch (room) {
    case 'runs':
      return second === 'explore' ? [first, ...listed('agree'), ...listed('against')] : [first];
    case 'compare':
      return first === '' ? listed('runs') : [first, second];
    case 'datapoints':
      return listed('run');
    case 'experiments':
      return [first];
    default:
      return [];
  }
}
