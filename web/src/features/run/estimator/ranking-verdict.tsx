import { rankingMessage, type RankingQuality } from '@engram/core';
import { Callout } from '../../../components/callout.tsx';
import { rankingAdvice, rankingMessages } from '../../../messages/ranking-messages.ts';

/** How far the ranking of a run can be trusted, as a sentence. */
export function RankingVerdict({ ranking, estimator }: { ranking: RankingQuality; estimator: string }) {
  const { tone, title } = rankingMessages[ranking];
  return (
    <Callout tone={tone} title={title}>
      <p>
        {rankingMessage(ranking)} {rankingAdvice(ranking, estimator)}
      </p>
    </Callout>
  );
}
