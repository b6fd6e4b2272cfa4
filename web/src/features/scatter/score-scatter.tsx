'use client';

import { useMemo, useState, type ReactNode } from 'react';
import { Figure } from '../../charts/page/figure.tsx';
import { Legend } from '../../charts/page/legend.tsx';
import { scatterFrame, scatterScale, type PlotAxes } from '../../charts/specs/scatter.ts';
import { drawnCodes } from '../../columns/categories.ts';
import type { Corner } from '../../columns/lasso.ts';
import { PlotTools } from './plot-tools.tsx';
import type { PointPages, ScatterData } from './scatter-data.ts';
import { ScatterLayers } from './scatter-layers.tsx';
import { useCoarseCounts } from './use-coarse-counts.ts';
import type { Tool } from './use-plot-pointer.ts';
import { useZoom } from './use-zoom.ts';

interface Props extends PointPages {
  /** What else is chosen about the plot. */
  children: ReactNode;
  data: ScatterData;
  /** Absent where nothing can be selected. */
  commit?: (lasso: Corner[]) => void;
}

const drags: Record<Tool, string> = { lasso: 'draw a lasso', move: 'move the plot' };

/** Each datapoint a point: at most one per pixel is visible, and the image is darker where there are many. */
export function ScoreScatter({ children, data, commit, ...rest }: Props) {
  const { x, y, axes, names, isComparable, categories, failed } = data;
  const coloured = useMemo(
    () => categories && { ...categories, drawn: drawnCodes(categories.codes, x, y) },
    [categories, x, y],
  );
  // Where filters can be set, what they do is always said, so that nothing moves when the first is.
  const isFiltered = useMemo(
    () => commit !== undefined || failed.some(Boolean),
    [commit !== undefined, failed],
  );
  const [xWhole, yWhole] = useMemo(() => [scatterScale(x, 7), scatterScale(y, 7)], [x, y]);
  const zoom = useZoom(xWhole, yWhole);
  const [tool, setTool] = useState<Tool>(commit ? 'lasso' : 'move');
  const coarse = useCoarseCounts(data, zoom);
  const spec = useMemo(
    () =>
      scatterFrame(
        { xTitle: titleOf(axes, names[0]), yTitle: titleOf(axes, names[1]) },
        coarse,
        { x: zoom.x, y: zoom.y },
        { axes, isComparable, categories: coloured, isFiltered },
      ),
    [coarse, axes, names[0], names[1], isComparable, coloured, isFiltered, zoom.x, zoom.y],
  );
  return (
    <>
      <PlotTools zoom={zoom} tool={tool} setTool={commit && setTool}>
        {children}
      </PlotTools>
      <Figure
        spec={spec}
        layout={axes === 'place' ? 'map' : 'scatter'}
        hint={`; drag to ${drags[tool]}, click a point to see it`}
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
