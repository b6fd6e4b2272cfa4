'use client';

import { useRouter } from 'next/navigation';
import { useMemo, useRef, type ReactNode } from 'react';
import { categoryTokens } from '../../charts/frame/paint.ts';
import { useDensity } from '../../charts/page/use-density.ts';
import type { Corner } from '../../columns/lasso.ts';
import type { PlotFrame } from '../../columns/nearest-point.ts';
import { onPlotKey } from './plot-keys.ts';
import { pointSentence } from './point-card.tsx';
import { PointOverlay, placeIn } from './point-overlay.tsx';
import type { PointPages, ScatterData } from './scatter-data.ts';
import { usePlotPointer, type Tool } from './use-plot-pointer.ts';
import { usePointed } from './use-pointed.ts';
import type { Zoom } from './use-zoom.ts';
import styles from './score-scatter.module.css';

interface Props extends PointPages {
  className: string;
  marks: ReactNode;
  /** What is shown, in a sentence. */
  description: string;
  data: ScatterData;
  zoom: Zoom;
  tool: Tool;
  commit: ((lasso: Corner[]) => void) | undefined;
}

/** The points, the lasso over them, what takes the pointer, and the point that a reader looks at. */
export function ScatterLayers(props: Props) {
  const { marks, description, data, zoom, tool, commit, run, factsOf, addressOf, lasso } = props;
  const { x, y, failed, categories } = data;
  const points = useMemo(() => ({ x, y, failed }), [x, y, failed]);
  const { codes = null, tokens = categoryTokens } = categories ?? {};
  const canvas = useDensity({ ...points, codes, tokens }, zoom.shown);
  const plot = useRef<SVGSVGElement>(null);
  const router = useRouter();
  const frameOf = (): PlotFrame => {
    const { width, height } = plot.current!.getBoundingClientRect();
    return { ...zoom.shown, width, height };
  };
  const looked = usePointed(points, frameOf);
  const { polygon, handlers } = usePlotPointer({ plot, tool, zoom, points: looked, commit });
  const keys = { points, frameOf, zoom, looked, open: (at: number) => router.push(addressOf(at)) };
  const { pointed } = looked;
  return (
    <div
      className={`${props.className} ${styles.plot}`}
      role="application"
      aria-label={`${data.axes === 'place' ? 'Map' : 'Scatter'}: arrow keys go from datapoint to datapoint, Enter opens one, plus and minus zoom`}
      tabIndex={0}
      onKeyDown={(event) => onPlotKey(keys, event)}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <svg aria-hidden="true">
        {marks}
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          <polygon
            className={styles.lasso}
            points={lasso.map((corner) => placeIn(zoom.shown, corner).join(',')).join(' ')}
          />
        </svg>
      </svg>
      <svg
        ref={plot}
        className={tool === 'lasso' ? styles.lassoes : styles.moves}
        role="img"
        aria-label={description}
        {...handlers}
      >
        <polygon ref={polygon} className={styles.lasso} />
      </svg>
      {pointed ? (
        <PointOverlay
          run={run}
          place={placeIn(zoom.shown, [x[pointed.at]!, y[pointed.at]!])}
          facts={factsOf(pointed.at)}
          address={pointed.stays ? addressOf(pointed.at) : null}
        />
      ) : null}
      <p className="visually-hidden" role="status">
        {pointed?.stays ? pointSentence(factsOf(pointed.at)) : ''}
      </p>
    </div>
  );
}
