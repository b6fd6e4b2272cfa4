import { useMemo } from 'react';
import { coarseCounts, type CoarseCounts } from '../../charts/specs/coarse-counts.ts';
import { useSettled } from '../../components/use-settled.ts';
import type { ScatterData } from './scatter-data.ts';
import type { Zoom } from './use-zoom.ts';

/** The numbers behind the picture. They come a moment after it: no frame of a plot that is moved waits for them. */
export function useCoarseCounts({ x, y, failed, axes }: ScatterData, zoom: Zoom): CoarseCounts {
  const isMap = axes === 'place';
  const counted = useMemo(
    () => ({ x, y, failed, across: zoom.x, up: zoom.y, isMap }),
    [x, y, failed, zoom.x, zoom.y, isMap],
  );
  const calm = useSettled(counted);
  return useMemo(() => coarseCounts(calm.x, calm.y, calm.failed, calm.across, calm.up, calm.isMap), [calm]);
}
