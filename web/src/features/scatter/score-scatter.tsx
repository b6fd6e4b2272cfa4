'use client';

import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { Figure } from '../../charts/page/figure.tsx';
import { Legend } from '../../charts/page/legend.tsx';
import { scatterFrame, scatterScale, type PlotAxes } from '../../charts/specs/scatter.ts';
import type { Corner } from '../../columns/lasso.ts';
import { PlotTools } from './plot-tools.tsx';
import type { PointPages, ScatterData } from './scatter-data.ts';
import { ScatterLayers } from './scatter-layers.tsx';
import type { Tool } from './use-plot-pointer.ts';
import { useZoom } from './use-zoom.ts';

interface Props extends PointPages {
  /** What else is chosen about the plot. */
  children: ReactNode;
  data: ScatterData;
  /** Absent where nothing can be selected. */
  commit?: (lasso: Corner[]) => void;
}

/** Each datapoint a point: at most one per pixel is visible, and the image is darker where there are many. */
export function ScoreScatter({ children, data, commit, ...rest }: Props) {
  const { x, y, failed, axes, names, isComparable, categories } = data;
  const [xWhole, yWhole] = useMemo(() => [scatterScale(x, 7), scatterScale(y, 7)], [x, y]);
  const zoom = useZoom(xWhole, yWhole);
  const [tool, setTool] = useState<Tool>(commit ? 'lasso' : 'move');
  // The numbers behind the picture may come a moment after it.
  const calm = useDeferredValue(failed);
  const spec = useMemo(
    () =>
      scatterFrame(
        { x, y, failed: calm, xTitle: titleOf(axes, names[0]), yTitle: titleOf(axes, names[1]) },
        { x: zoom.x, y: zoom.y },
        { axes, isComparable, categories },
      ),
    [x, y, calm, axes, names[0], names[1], isComparable, categories, zoom.x, zoom.y],
  );
  return (
    <>
      <PlotTools zoom={zoom} tool={tool} setTool={commit && setTool}>
        {children}
      </PlotTools>
      <Figure
        spec={spec}
        layout={axes === 'place' ? 'map' : 'scatter'}
        hint={commit ? '; drag to draw a lasso, click a point to see it' : '; click a point to see it'}
        plot={(marks, className) => (
          <ScatterLayers
            {...rest}
            className={className}
            marks={marks}
            description={spec.description}
            data={data}
            zoom={zoom}
            tool={tool}
            commit={commit}
          />
        )}
      />
      <Legend entries={spec.legend} />
    </>
  );
}

const titles: Record<PlotAxes, (name: string) => string> = {
  value: (name) => `score in ${name}`,
  percentile: (name) => `percentile in ${name}`,
  place: (name) => name,
};

const titleOf = (axes: PlotAxes, name: string): string => titles[axes](name);
