import type { AnyRunConfig } from '@engram/core';
import type { RunData } from '../datasets/run-data.ts';
import type { Encoder } from '../encoders/encoder.ts';
import type { Measured, MeasureSettings } from '../measures/measure.ts';
import { measureOf } from '../measures/registry.ts';
import { ViewCache } from '../measures/scoring-views.ts';

export interface MeasureEncoderOptions extends Partial<Omit<MeasureSettings, 'config'>> {
  config: AnyRunConfig;
  encoder: Encoder;
  data: RunData;
}

/**
 * What a run reads off one encoder, by the measure that it asks for.
 *
 * @throws DomainError as `Measure.of`
 */
export function measureEncoder({ encoder, data, ...settings }: MeasureEncoderOptions): Promise<Measured> {
  return measureOf(settings.config).of(encoder, data, { viewCache: new ViewCache(0), ...settings });
}
