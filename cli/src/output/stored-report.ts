import { commandLine, formatSize } from '@engram/core';
import type { Finding, HomeCheck } from '@engram/worker';
import { formatCount } from './durations.ts';

/** Names shown of each finding; --json has more. */
const shownNames = 5;

const number = (value: number): string => value.toLocaleString('en');

/** What a check of the stored files and scores found, line by line: a summary, then each finding with what to do. */
export function formatHomeCheck({ files, runs, findings }: HomeCheck): string[] {
  const problems = findings.filter(({ isProblem }) => isProblem);
  const mark = (areas: readonly Finding['area'][]): string =>
    problems.some(({ area }) => areas.includes(area)) ? 'NO ' : 'ok ';
  const howFiles =
    files.read === 'content'
      ? `all ${formatSize(files.bytes)} were read and compared with their hashes`
      : `${formatSize(files.bytes)} were not read, only looked for; ${commandLine('doctor --full')} reads them`;
  const howScores =
    runs.read === 'content'
      ? `the scores of ${number(runs.verified)} were compared with their hashes`
      : `their scores were counted, not read; ${commandLine('doctor --full')} reads them`;
  const withoutHash =
    runs.withoutHash > 0
      ? `; ${number(runs.withoutHash)} have none, published by an earlier version or a worker that was stopped right then`
      : '';
  return [
    `${mark(['datasets', 'thumbnails', 'checkpoints', 'exports', 'artifacts'])} Files: ${formatCount(files.datasets, 'dataset')}, ${formatCount(files.thumbnails, 'thumbnail')}, ` +
      `${formatCount(files.checkpoints, 'checkpoint')}, ${formatCount(files.exports, 'export')}; ${howFiles}`,
    `${mark(['scores'])} Published runs: ${number(runs.count)}${runs.count === 0 ? '' : `; ${howScores}${withoutHash}`}`,
    ...problems.flatMap(formatFinding),
    ...findings.filter(({ isProblem }) => !isProblem).flatMap(formatFinding),
  ];
}

function formatFinding({ isProblem, names, count, message, next }: Finding): string[] {
  const shown = names.slice(0, shownNames);
  return [
    `${isProblem ? 'NO ' : '   '} ${message}`,
    ...shown.map((name) => `        ${name}`),
    ...(count > shown.length ? [`        and ${number(count - shown.length)} more`] : []),
    `        ${next}`,
  ];
}
