'use client';

import { useContext, useEffect, useState, type RefObject } from 'react';
import { Thumbnail } from '../../../components/thumbnail.tsx';
import { effectMessage } from '../../../messages/effect-message.ts';
import { formatFraction, formatInterval, formatScore } from '../../../format.ts';
import { RunMeasure } from '../../scores/run-measure.ts';
import type { Score } from '../../scores/score-fragment.ts';
import styles from './cell-preview.module.css';

/** Width and height, in pixels; cell-preview.module.css has the same width. */
const box = { width: 232, height: 365 };
const gap = 8;

interface Props {
  /** Holds cells with the index of their datapoint as `data-index`. */
  frame: RefObject<HTMLElement | null>;
  details: ReadonlyMap<number, Score>;
}

/** The datapoint under the mouse or the keyboard's focus, large, with its interval. Says nothing that its cell does not say to a screen reader. */
export function CellPreview({ frame, details }: Props) {
  const measure = useContext(RunMeasure);
  const [shown, setShown] = useState<{ index: number; left: number; top: number } | null>(null);
  useEffect(() => {
    const element = frame.current!;
    const show = (target: EventTarget | null): void => {
      const cell = (target as HTMLElement | null)?.closest<HTMLElement>('[data-index]');
      setShown(cell ? { index: Number(cell.dataset.index), ...placeBeside(cell) } : null);
    };
    const hide = (): void => setShown(null);
    const onPointer = (event: PointerEvent): void => {
      if (event.pointerType === 'mouse') show(event.target);
    };
    const onFocus = (event: FocusEvent): void => {
      if ((event.target as HTMLElement).matches(':focus-visible')) show(event.target);
    };
    element.addEventListener('pointerover', onPointer);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('focusin', onFocus);
    element.addEventListener('focusout', hide);
    addEventListener('scroll', hide, { passive: true });
    return () => {
      element.removeEventListener('pointerover', onPointer);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('focusout', hide);
      removeEventListener('scroll', hide);
    };
  }, [frame]);
  const score = shown && details.get(shown.index);
  if (!shown || !score) return null;
  return (
    <div className={styles.preview} style={{ left: shown.left, top: shown.top }} aria-hidden="true">
      <Thumbnail imageUrl={score.datapoint.imageUrl} index={shown.index} alt="" size={200} />
      <p>
        {shown.index} · {score.datapoint.class ? `class ${score.datapoint.class.name}` : 'unknown class'}
      </p>
      {score.identifiable ? (
        <p>
          <strong>{formatScore(score.value)}</strong> {formatInterval(score)}
          <small>{effectMessage({ ...score, measure })}</small>
          {score.topFraction === null ? null : (
            <small>top 5 % with a probability of {formatFraction(score.topFraction)}</small>
          )}
        </p>
      ) : (
        <p>not identifiable</p>
      )}
    </div>
  );
}

/** To the right of a cell where there is room, else to its left; whole within the window. */
function placeBeside(cell: HTMLElement): { left: number; top: number } {
  const { left, right, top } = cell.getBoundingClientRect();
  const fits = right + gap + box.width <= document.documentElement.clientWidth;
  return {
    left: Math.max(gap, fits ? right + gap : left - gap - box.width),
    top: Math.max(gap, Math.min(top, window.innerHeight - box.height)),
  };
}
