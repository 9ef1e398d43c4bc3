/**
 * Reads what `npm audit --json` says, and decides: 1 for a known weakness that is high or critical, and for an audit that did
 * not take place; 0 where the registry has no audit at all, which is said.
 */
import { readFileSync } from 'node:fs';

/** How a registry says that it has no such endpoint. */
const notOffered = new Set([404, 405, 501]);

const say = (line) => process.stdout.write(`${line}\n`);

let report = {};
try {
  report = JSON.parse(readFileSync(0, 'utf8'));
} catch {
  say('npm audit said nothing that can be read.');
}
const found = report.metadata?.vulnerabilities;
if (found) {
  for (const { name, severity, range } of Object.values(report.vulnerabilities ?? {}))
    say(`${severity}: ${name} ${range}`);
  const bad = found.high + found.critical;
  say(`${bad} high or critical, ${found.total} in all.`);
  process.exitCode = bad === 0 ? 0 : 1;
} else if (notOffered.has(report.statusCode)) {
  say(`NOT AUDITED: the registry offers no audit (${report.message}).`);
} else {
  say(`The audit did not take place: ${report.message ?? 'no answer'}`);
  process.exitCode = 1;
}
