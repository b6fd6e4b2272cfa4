import { formatScore } from '../../format.ts';
import styles from './run-list.module.css';

const [width, height, room] = [96, 26, 2];

/** How the scores of a run are spread, from its least to its largest: each with a scale of its own, with a mark where the score is 0. */
export function Sparkline({ edges, counts }: { edges: readonly number[]; counts: readonly number[] }) {
  const [low, high] = [edges[0]!, edges.at(-1)!];
  const most = Math.max(...counts);
  const step = width / counts.length;
  const zero = (-low / (high - low)) * width;
  const label = `Scores from ${formatScore(low)} to ${formatScore(high)}`;
  return (
    <svg
      className={styles.sparkline}
      viewBox={`0 0 ${width} ${height + room}`}
      width={width}
      height={height + room}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      {counts.map((count, bin) => (
        <rect
          key={bin}
          x={bin * step}
          y={height - (count / most) * height}
          width={step - 0.5}
          height={(count / most) * height}
        />
      ))}
      {low < 0 && high > 0 ? <line x1={zero} x2={zero} y1={0} y2={height + room} /> : null}
    </svg>
  );
}
