import { formatHalfWidth, formatScore } from '../../format.ts';

interface Props {
  score: {
    value: number | null;
    low: number | null;
    high: number | null;
    identifiable: boolean;
    reason: string | null;
  };
  /** Whether the half width of its interval stands below. */
  hasInterval?: boolean;
}

/** A score in a cell of a table, or that it is not identifiable, with the reason under the pointer. */
export function ScoreValue({ score, hasInterval = false }: Props) {
  if (!score.identifiable) return <small title={score.reason ?? undefined}>not identifiable</small>;
  return (
    <>
      <strong>{formatScore(score.value)}</strong>
      {hasInterval ? <small>{formatHalfWidth(score)}</small> : null}
    </>
  );
}
