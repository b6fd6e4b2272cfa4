'use client';

import { usePartQuery } from '../../graphql/use-part-query.ts';
import { classEffectMessage, isAlignment } from '../../messages/effect-message.ts';
import { ClassAlignmentDocument } from './class-documents.ts';

/** How large the scores of a class are beside the distances that they are differences of; null where that is not known. */
export function useClassEffect(run: string, measure: string | null): (index: number) => string | null {
  const { data } = usePartQuery(ClassAlignmentDocument, { run }, { pause: !isAlignment(measure) });
  return (index) => {
    const found = data?.classSummaries.find((one) => one.class.index === index);
    return found ? classEffectMessage({ measure, ...found.meanAlignment }) : null;
  };
}
