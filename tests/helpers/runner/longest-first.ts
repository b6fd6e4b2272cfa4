import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** From the folders whose files take minutes to those whose files take a moment. */
const folders = [
  'tests/browser/',
  'tests/integration/cli/',
  'tests/integration/processes/',
  'tests/integration/',
];

/** Begins with the longest files, so that none of them runs alone at the end while the other core rests. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = folders.findIndex((folder) => moduleId.includes(`/${folder}`));
      return found === -1 ? folders.length : found;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
