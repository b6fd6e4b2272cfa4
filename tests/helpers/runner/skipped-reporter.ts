import type { Reporter, TestCase, Vitest } from 'vitest/node';

/**
 * Names every skipped test at the end of the run, and fails the run when ENGRAM_REQUIRE_ALL=1:
 * what a machine cannot run is said aloud, never dropped. Tests that a filter by tag leaves to another command are counted.
 */
export default class SkippedReporter implements Reporter {
  private readonly skipped: string[] = [];
  private filter: string | undefined;
  private leftOut = 0;

  onInit({ config }: Vitest): void {
    this.filter = config.tagsFilter?.join(' ');
  }

  onTestCaseResult(test: TestCase): void {
    if (test.result().state !== 'skipped') return;
    if (this.isLeftOut(test)) this.leftOut += 1;
    else this.skipped.push(`${test.module.relativeModuleId} › ${test.fullName}`);
  }

  /** Of the filters that the commands give: `slow` and `!slow`. */
  private isLeftOut({ tags }: TestCase): boolean {
    return this.filter !== undefined && tags.includes('slow') === (this.filter === '!slow');
  }

  onTestRunEnd(): void {
    if (this.leftOut > 0) console.log(`\nLeft out by the tag filter ${this.filter}: ${this.leftOut} tests.`);
    if (this.skipped.length === 0) return;
    console.log(
      `\n${this.skipped.length} tests were skipped:\n${this.skipped.map((name) => `  ${name}`).join('\n')}`,
    );
    if (process.env.ENGRAM_REQUIRE_ALL === '1') {
      console.error('ENGRAM_REQUIRE_ALL=1: no test may be skipped.');
      process.exitCode = 1;
    }
  }
}
