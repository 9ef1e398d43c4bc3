import { isDeepStrictEqual } from 'node:util';
import type { Ticket } from '@nightdesk/helpdesks/contract';
import type { StoredCopy } from '@nightdesk/intake';

export type Listed = Pick<
  Ticket,
  'id' | 'updatedAt' | 'status' | 'priority' | 'tags' | 'assigneeId' | 'deleted'
>;

/** When the account was connected, now, and how long a webhook may take before a sweep says what it has not said. */
export interface Occasion {
  since: Date;
  now: Date;
  graceMs: number;
}

/**
 * Whether a listed ticket shows something that nobody has told us. What waits in the inbox will be read anyway; a copy
 * of the same instant is compared by its fields, because platforms count in whole seconds; what has not changed since
 * the account was connected is no news, and what has just changed is left to its webhook until the next sweep.
 */
export function isNews(listed: Listed, known: StoredCopy | undefined, occasion: Occasion): boolean {
  const { since, now, graceMs } = occasion;
  const age = Math.max(0, now.getTime() - listed.updatedAt.getTime());
  if (known?.isWaiting || age < graceMs) return false;
  const copy = known?.copy;
  if (!copy) return !listed.deleted && listed.updatedAt >= wholeSecond(since);
  if (listed.deleted || copy.deleted) return listed.deleted !== copy.deleted;
  if (listed.updatedAt.getTime() !== copy.updatedAt.getTime()) return listed.updatedAt > copy.updatedAt;
  return !isDeepStrictEqual(fields(listed), fields(copy));
}

/**
 * Whether the copy may lack what the listing cannot show: platforms count whole seconds, so a message that came after our
 * reading and in the same second leaves the instant as it was. One reading that began after that second settles it.
 */
export function isUnsettled(
  listed: Listed,
  known: StoredCopy | undefined,
  { now, graceMs }: Occasion,
): boolean {
  const copy = known?.copy;
  if (!copy || known.isWaiting || listed.deleted || copy.deleted) return false;
  if (listed.updatedAt.getTime() !== copy.updatedAt.getTime()) return false;
  const secondEnds = wholeSecond(listed.updatedAt).getTime() + 1_000;
  const readableFrom = Math.max(secondEnds, listed.updatedAt.getTime() + graceMs);
  return copy.readAt.getTime() < secondEnds && now.getTime() >= readableFrom;
}

const fields = ({ status, priority, tags, assigneeId }: Omit<Listed, 'id'>) => ({
  status,
  priority,
  assigneeId,
  tags: tags.toSorted(),
});

const wholeSecond = (at: Date) => new Date(Math.floor(at.getTime() / 1_000) * 1_000);
