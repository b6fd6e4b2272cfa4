'use client';

import type { PlotWindow } from '../../charts/frame/zoom.ts';
import { useScoreDetails } from '../scores/use-score-details.ts';
import { PointCard, type PointFacts } from './point-card.tsx';
import card from './point-card.module.css';
import styles from './score-scatter.module.css';

/** Of values in percent of the plot from its top left; beyond 0–100 outside of what is shown. */
export const placeIn = ({ x, y }: PlotWindow, [across, up]: readonly [number, number]): [number, number] => [
  (100 * (across - x[0])) / (x[1] - x[0]),
  100 - (100 * (up - y[0])) / (y[1] - y[0]),
];

interface Props {
  run: string;
  place: readonly [left: number, top: number];
  facts: PointFacts;
  address: string | null;
}

/** A ring about the point that a reader looks at, and beside it what is known of it; nothing while it lies outside of what is shown. */
export function PointOverlay({ run, place: [left, top], facts, address }: Props) {
  const details = useScoreDetails(run, [facts.index], []).get(facts.index);
  if (left < 0 || left > 100 || top < 0 || top > 100) return null;
  const [isRight, isLow] = [left > 50, top > 50];
  // All four sides each time: one that is taken away would fall back to that of the style sheet.
  const sides = {
    left: isRight ? 'auto' : beside(left),
    right: isRight ? beside(100 - left) : 'auto',
    top: isLow ? 'auto' : beside(top),
    bottom: isLow ? beside(100 - top) : 'auto',
  };
  return (
    <>
      <svg aria-hidden="true" className={card.ring}>
        <circle className={styles.ring} cx={`${left}%`} cy={`${top}%`} r="7" />
      </svg>
      <div
        className={`${card.card} ${address ? card.stays : ''}`}
        style={sides}
        aria-hidden={address ? undefined : true}
      >
        <PointCard facts={facts} details={details} address={address} />
      </div>
    </>
  );
}

/** Past the ring. */
const beside = (percent: number): string => `calc(${percent}% + 14px)`;
