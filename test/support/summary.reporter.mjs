import { writeFileSync } from 'node:fs';

/** Ends the run with one line over all projects, and says which tests were left out. */
export default class SummaryReporter {
  onRunComplete(
    _,
    { testResults, numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests },
  ) {
    const skipped = testResults.flatMap((file) =>
      file.testResults.filter(({ status }) => status === 'pending'),
    );
    if (skipped.length > 0) {
      console.log('\nSkipped on this machine:');
      for (const reason of new Set(skipped.map(groupOf))) console.log(`  ${reason}`);
    }
    // A file that could not even be loaded has no tests to count.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    const line = `${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped`;
    if (process.env.TEST_SUMMARY_FILE) writeFileSync(process.env.TEST_SUMMARY_FILE, `${line}\n`);
    console.log(`\n${line}`);
  }
}

/** A whole block is skipped for one reason, which its title tells. */
const groupOf = ({ ancestorTitles, title }) => ancestorTitles[0] ?? title;
