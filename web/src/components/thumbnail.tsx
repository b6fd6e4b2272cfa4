'use client';

import { useState } from 'react';
import { ownAddress } from '../base-path.ts';
import styles from './thumbnail.module.css';

/** Path of an image of the API, `/images/HASH`, as the browser asks our own origin for it. */
export function imageSource(imageUrl: string | null): string | null {
  const hash = /([0-9a-f]{64})(\.png)?$/.exec(imageUrl ?? '')?.[1];
  return hash ? ownAddress(`/api/images/${hash}`) : null;
}

interface Props {
  imageUrl: string | null;
  /** Of the datapoint; undefined while that is on its way. */
  index: number | undefined;
  alt: string;
  size: number;
}

/** A datapoint's image in a fixed square, or its index where there is none; nothing moves when it arrives. */
export function Thumbnail(props: Props) {
  const [isBroken, setIsBroken] = useState(false);
  const [isReduced, setIsReduced] = useState(false);
  // An image that came before the page was hydrated fires no event.
  const look = (image: HTMLImageElement | null): void => {
    if (image?.complete) setIsReduced(image.naturalWidth > props.size);
  };
  const source = imageSource(props.imageUrl);
  if (!source || isBroken)
    return (
      <svg className={styles.none} width={props.size} height={props.size} viewBox="0 0 40 40" role="img">
        <title>{`${props.alt} (no image)`}</title>
        <text x="20" y="20" fontSize={fontSizeOf(props.index)}>
          {props.index}
        </text>
      </svg>
    );
  return (
    <img
      className={`${styles.image} ${isReduced ? styles.reduced : ''}`}
      ref={look}
      onLoad={(event) => look(event.currentTarget)}
      src={source}
      alt={props.alt}
      width={props.size}
      height={props.size}
      loading="lazy"
      decoding="async"
      onError={() => setIsBroken(true)}
    />
  );
}

/** In a square of 40: all digits fit, and few are no larger than they need be. */
const fontSizeOf = (index = 0): number => Math.min(14, 56 / String(index).length);
