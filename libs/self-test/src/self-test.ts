import { usableConfig, type Variables } from '@nightdesk/platform/config';
import { type CheckName, checks } from './checks.js';
import { type Finding, NotLookedAt, reasonOf, unknown, wrong } from './finding.js';
import { Situation } from './situation.js';

export interface Checked extends Finding {
  name: CheckName;
}

/** Above what each check allows what it asks, and below what a person waits for. */
const deadlineMs = 12_000;

/**
 * Looks at everything that Nightdesk needs, side by side, in under 15 s. Changes nothing. A check that fails hides no other.
 * @param environment what api and worker are started with.
 */
export async function selfTest(environment: Variables): Promise<Checked[]> {
  const { config, problems } = usableConfig(environment);
  const situation = new Situation(config, problems);
  const names = Object.keys(checks) as CheckName[];
  const findings = await Promise.all(names.map((name) => look(name, situation)));
  // Every statement has ended by now, at the latest by its own time limit. A connection that breaks at its end is no finding.
  await Promise.allSettled([situation.close()]);
  return names.map((name, index) => ({ name, ...findings[index]! }));
}

async function look(name: CheckName, situation: Situation): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    const finding = wrong(
      `No answer within ${deadlineMs / 1_000} s.`,
      'Find out what hangs: a server that is too slow, or a firewall that drops packets.',
    );
    timer = setTimeout(() => resolve(finding), deadlineMs);
  });
  try {
    return await Promise.race([checks[name](situation), late]);
  } catch (error) {
    if (error instanceof NotLookedAt) return unknown(error.message);
    return unknown(`It could not be looked at: ${reasonOf(error)}.`);
  } finally {
    clearTimeout(timer);
  }
}
