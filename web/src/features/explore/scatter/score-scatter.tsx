'use client';

import { useDeferredValue, useMemo } from 'react';
import { percentDown, percentOf } from '../../../charts/frame/scale.ts';
import { Figure } from '../../../charts/page/figure.tsx';
import { useDensity } from '../../../charts/page/use-density.ts';
import { scatterFrame, scatterScale } from '../../../charts/specs/scatter.ts';
import type { Corner } from '../../../columns/lasso.ts';
import type { Failures } from '../../../columns/cross-filter.ts';
import { useLasso } from './use-lasso.ts';
import styles from './score-scatter.module.css';

interface Props {
  /** [N] NaN = missing, like y */
  x: Float32Array;
  y: Float32Array;
  /** [N] 0 where a datapoint passes all filters. */
  failed: Failures;
  lasso: readonly Corner[];
  xTitle: string;
  yTitle: string;
  commit: (lasso: Corner[]) => void;
}

/** Each datapoint a point: at most one per pixel is visible, and the image is darker where there are many. */
export function ScoreScatter({ x, y, failed, lasso, xTitle, yTitle, commit }: Props) {
  const [xScale, yScale] = useMemo(() => [scatterScale(x, 7), scatterScale(y, 5)], [x, y]);
  const { polygon, handlers } = useLasso(xScale, yScale, commit);
  const canvas = useDensity({ x, y, failed }, xScale, yScale);
  // The numbers behind the picture may come a moment after it.
  const calm = useDeferredValue(failed);
  const spec = useMemo(
    () => scatterFrame({ x, y, failed: calm, xTitle, yTitle }, { x: xScale, y: yScale }),
    [x, y, calm, xTitle, yTitle, xScale, yScale],
  );
  const place = ([across, up]: Corner): string => `${percentOf(xScale, across)},${percentDown(yScale, up)}`;
  return (
    <Figure
      spec={spec}
      layout="scatter"
      hint="; draw a lasso to select datapoints, click to clear it. The line marks equal scores."
      plot={(marks, className) => (
        <div className={`${className} ${styles.plot}`}>
          <canvas ref={canvas} aria-hidden="true" />
          <svg aria-hidden="true">
            {marks}
            <svg viewBox="0 0 100 100" preserveAspectRatio="none">
              <polygon className={styles.lasso} points={lasso.map(place).join(' ')} />
            </svg>
          </svg>
          <svg className={styles.hand} role="img" aria-label={spec.description} {...handlers}>
            <polygon ref={polygon} className={styles.lasso} />
          </svg>
        </div>
      )}
    />
  );
}
