import { encoderLayer, representationLayer, type UnitSelectivity } from '@engram/core';
import type { UnitRow } from '@engram/store';
import type { RunData } from '../datasets/run-data.ts';
import type { ScoreTask } from './protocol.ts';

/**
 * Units with the datapoints that drive them, named by their indices.
 * @param mask 1 where the encoder was trained on the datapoint, [N]
 */
export function unitRows(
  units: readonly UnitSelectivity[],
  { config, encoder }: ScoreTask,
  data: Pick<RunData, 'indices'>,
  mask: Uint8Array,
): UnitRow[] {
  const { name } = encoderLayer(config.encoder, config.scoring.layer ?? representationLayer);
  return units.map(({ unit, maximizer, selectivity }) => ({
    ...{ encoder, unit, selectivity, layer: name },
    index: data.indices[maximizer]!,
    trainedOn: mask[maximizer] === 1,
  }));
}
