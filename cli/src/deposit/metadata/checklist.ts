import { canonicalJson, hasImportedEncoders, isImported, markdownText } from '@engram/core';
import type { RunRow } from '@engram/store';
import { datasetOf, type SnapshotDescription } from '../describe-snapshot.ts';

/** Whether Engram has all that the encoders were made from. */
const isTrainedHere = ({ config, estimatorKey }: RunRow): boolean =>
  !isImported(estimatorKey) && !hasImportedEncoders(config);

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
      isTrainedHere(run)
        ? box(true, `Configuration: complete, hash \`${configHash}\``)
        : box(
            false,
            `Configuration: hash \`${configHash}\`; it says how the scores were made of encoders that were trained elsewhere, or were only brought here. How those were trained, their authors must say`,
          ),
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
  const trained = described.runs.filter(isTrainedHere).length;
  const which = trained === described.runs.length ? '' : ' of the runs whose configuration is complete';
  const again = `Configuration and seed determine every encoder${which}. On the same engine and machine, the same code gives the same scores to the last bit.
To run ${which === '' ? 'a configuration' : 'one of these configurations'} again, save it as \`run.json\` and call \`engram run run.json\`.`;
  return `# Reproducibility checklist

${trained === 0 ? 'The encoders of these runs were trained elsewhere: Engram cannot train them again.' : again}

${sections.join('\n\n')}
`;
}
