import { canonicalJson, markdownText } from '@engram/core';
import { datasetOf, type SnapshotDescription } from '../describe-snapshot.ts';

const box = (known: boolean, text: string): string => `- [${known ? 'x' : ' '}] ${text}`;

/** `CHECKLIST.md`: what somebody needs who makes the scores again, run by run; a box stays empty where it is not known. */
export function checklist(described: SnapshotDescription): string {
  const sections = described.runs.map((run) => {
    const { name, config, configHash, codeVersion, engine, encoderCount, summary } = run;
    const dataset = datasetOf(described, run);
    const { seed } = config as { seed?: unknown };
    return [
      `## ${markdownText(name)}`,
      '',
      box(true, `Data: ${markdownText(dataset.name)}, content hash \`${dataset.contentHash}\``),
      box(dataset.license !== null, `Licence of the data: ${markdownText(dataset.license ?? 'unknown')}`),
      box(true, `Configuration: complete, hash \`${configHash}\``),
      box(seed !== undefined, `Seed: ${seed === undefined ? 'unknown' : markdownText(canonicalJson(seed))}`),
      box(true, `Code: ${markdownText(codeVersion)}`),
      box(engine !== null, `Engine: ${markdownText(engine ?? 'unknown')}`),
      box(encoderCount > 0, `Encoders: ${encoderCount > 0 ? encoderCount : 'unknown'}`),
      box(
        summary?.medianStandardError !== null && summary !== null,
        'Uncertainty: standard errors and intervals over encoders',
      ),
      box(
        summary?.spearmanBrown !== null && summary !== null,
        'Reliability of the ranking: split-half correlation',
      ),
      '',
      ...JSON.stringify(config, null, 2)
        .split('\n')
        .map((line) => `    ${line}`),
    ].join('\n');
  });
  return `# Reproducibility checklist

Configuration and seed determine every encoder. On the same engine and machine, the same code gives the same scores to the last bit.
To run a configuration again, save it as \`run.json\` and call \`engram run run.json\`.

${sections.join('\n\n')}
`;
}
