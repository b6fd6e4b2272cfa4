import { policiesFor, presets, type DataKind } from '@engram/core';

interface Imported {
  slug: string;
  kind: DataKind;
  channels: number;
  datapointCount: number;
}

const start = 'mnist-quick';

/** The command that scores a dataset for the first time: the preset made for it, or else the demo's settings, where they fit. */
export function firstRunCommand({ slug, kind, channels, datapointCount }: Imported): string {
  const [own] = Object.entries(presets).find(([, { dataset }]) => dataset === slug) ?? [];
  if (own !== undefined) return `npx engram run ${own}`;
  const { datapoints = 0 } = presets[start]!;
  const settings = [
    `dataset=${slug}`,
    ...(datapointCount < datapoints ? [`datapoints=${datapointCount}`] : []),
    ...(kind !== 'image' ? [`policy=${policiesFor(kind)[0]}`] : channels > 1 ? ['policy=colour-weak'] : []),
  ];
  return `npx engram run ${[start, `--name ${slug}`, ...settings.map((setting) => `--set ${setting}`)].join(' ')}`;
}
