import { rankingInWords, type RankingQuality } from '@engram/core';
import { Callout } from '../../components/callout.tsx';
import { rankingWords } from '../../ranking-words.ts';

/** How far the ranking of a run can be trusted, in words. */
export function RankingVerdict({ ranking }: { ranking: RankingQuality }) {
  const { tone, title, advice } = rankingWords[ranking];
  return (
    <Callout tone={tone} title={title}>
      <p>
        {rankingInWords(ranking)} {advice}
      </p>
    </Callout>
  );
}
