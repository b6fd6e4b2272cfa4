import styles from './views-section.module.css';

export interface ViewImage {
  /** Address of the picture with all views side by side. */
  source: string;
  count: number;
  width: number;
  height: number;
}

/** One view, cut out of the picture of all. A label is given where nothing beside it says which view it is. */
export function ViewPicture(props: { image: ViewImage; view: number; label?: string; onError?: () => void }) {
  const { image, view, label, onError } = props;
  const { source, count, width, height } = image;
  return (
    <svg
      className={styles.picture}
      viewBox={`0 0 ${width} ${height}`}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <image
        href={source}
        x={-view * width}
        width={count * width}
        height={height}
        preserveAspectRatio="none"
        onError={onError}
      />
    </svg>
  );
}
