import type { RankingQuality } from '@engram/core';
import { rankingMessages } from '../../../messages/ranking-messages.ts';
import styles from './ranking-verdict.module.css';

/** How far the ranking of a run can be trusted, in one sentence. */
export function RankingVerdict({ ranking }: { ranking: RankingQuality }) {
  const { tone, title } = rankingMessages[ranking];
  return <p className={`${styles.verdict} ${styles[tone]}`}>{title}.</p>;
}
