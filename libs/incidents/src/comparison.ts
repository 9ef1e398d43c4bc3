import { isDeepStrictEqual } from 'node:util';
import { causeText } from './causes.js';
import type { Condition, Incident } from './incidents.types.js';

/** How far `updated_at` may lag behind where it decides when an incident is over. */
const seenEveryMs = 30_000;

/** What has to happen so that the open incidents are what is so. */
export interface Difference {
  opened: Condition[];
  changed: { incident: Incident; condition: Condition }[];
  gone: Incident[];
}

const keyOf = ({ accountId, cause, subject }: Pick<Condition, 'accountId' | 'cause' | 'subject'>) =>
  JSON.stringify([accountId, cause, subject]);

/**
 * Compares what is so with what is open. A cause that flaps is over only when it has not been so for its `settleMs`.
 * @param open incidents of the causes that were looked at, read before the conditions were.
 */
export function difference(holding: readonly Condition[], open: readonly Incident[], now: Date): Difference {
  const openByKey = new Map(open.map((incident) => [keyOf(incident), incident]));
  const holds = new Map(holding.map((condition) => [keyOf(condition), condition]));
  const changed = [...holds.values()].flatMap((condition) => {
    const incident = openByKey.get(keyOf(condition));
    return incident && differs(incident, condition, now) ? [{ incident, condition }] : [];
  });
  return {
    opened: [...holds.values()].filter((condition) => !openByKey.has(keyOf(condition))),
    changed,
    gone: open.filter(
      (incident) =>
        !holds.has(keyOf(incident)) &&
        now.getTime() - incident.updatedAt.getTime() >= causeText(incident.cause).settleMs,
    ),
  };
}

function differs(incident: Incident, condition: Condition, now: Date): boolean {
  const mustBeSeen = causeText(incident.cause).settleMs > 0;
  const seen = now.getTime() - incident.updatedAt.getTime() < seenEveryMs;
  return (
    (mustBeSeen && !seen) ||
    !isDeepStrictEqual(incident.details, condition.details) ||
    (condition.reason !== null && condition.reason !== incident.reason) ||
    (condition.remedy !== null && condition.remedy !== incident.remedy)
  );
}
