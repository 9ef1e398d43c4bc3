import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * Ends the run with one line over all projects, and says which tests were left out. In `TEST_RESULTS_FILE` it leaves what became
 * of each file; of files that are there already, because they are run again, what became of them now counts.
 */
export default class SummaryReporter {
  onRunComplete(_, { testResults }) {
    const file = process.env.TEST_RESULTS_FILE;
    const before = file && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
    const now = Object.fromEntries(testResults.map((result) => [result.testFilePath, countOf(result)]));
    const again = Object.keys(now).filter((path) => before[path]?.failed > 0 && now[path].failed === 0);
    if (again.length > 0) {
      console.log('\nFailed beside others, and passed alone:');
      for (const path of again) console.log(`  ${relative('.', path)}`);
    }
    const all = { ...before, ...now };
    if (file) writeFileSync(file, JSON.stringify(all));
    const reasons = new Set(Object.values(all).flatMap(({ reasons }) => reasons));
    if (reasons.size > 0) {
      console.log('\nSkipped on this machine:');
      for (const reason of reasons) console.log(`  ${reason}`);
    }
    const sum = (key) => Object.values(all).reduce((total, count) => total + count[key], 0);
    const line = `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`;
    if (process.env.TEST_SUMMARY_FILE) writeFileSync(process.env.TEST_SUMMARY_FILE, `${line}\n`);
    console.log(`\n${line}`);
  }
}

function countOf({ testResults, testExecError, numPassingTests, numFailingTests, numPendingTests }) {
  return {
    passed: numPassingTests,
    // A file that could not even be loaded has no tests to count.
    failed: numFailingTests + (testExecError ? 1 : 0),
    skipped: numPendingTests,
    reasons: testResults.filter(({ status }) => status === 'pending').map(groupOf),
  };
}

/** A whole block is skipped for one reason, which its title tells. */
const groupOf = ({ ancestorTitles, title }) => ancestorTitles[0] ?? title;
