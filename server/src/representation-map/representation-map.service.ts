import type { Context } from '../context.ts';
import type { Run } from '../run/run.type.ts';
import { RepresentationMap } from './representation-map.type.ts';

export async function mapOf({ loaders }: Context, { key }: Run): Promise<RepresentationMap | null> {
  const row = await loaders.mapOfRun.load(key);
  if (!row) return null;
  const { projection, count: datapointCount } = row;
  return Object.assign(new RepresentationMap(), { projection, datapointCount });
}
