import { z } from 'zod';
import type { SeriesAxis } from '../../experiments/results/experiment-result.ts';

const schema = z.strictObject({
  label: z.string(),
  unit: z.string().nullable(),
  categories: z.array(z.string()).nullable(),
});

/** Whether a value of unknown origin is an axis that pages can draw. */
export const isSeriesAxis = (value: unknown): value is SeriesAxis => schema.safeParse(value).success;
