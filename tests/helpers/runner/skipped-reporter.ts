import type { Reporter, TestCase } from 'vitest/node';

/**
 * Names every skipped test at the end of the run, and fails the run when ENGRAM_REQUIRE_ALL=1:
 * what a machine cannot run is said aloud, never dropped.
 */
export default class SkippedReporter implements Reporter {
  private readonly skipped: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.result().state === 'skipped')
      this.skipped.push(`${test.module.relativeModuleId} › ${test.fullName}`);
  }

  onTestRunEnd(): void {
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
