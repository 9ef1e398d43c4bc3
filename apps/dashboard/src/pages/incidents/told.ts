import type { Incident, IncidentAlert } from '@nightdesk/sdk';

const kinds: Record<IncidentAlert['kind'], string> = {
  opened: 'told',
  reminder: 'reminded',
  escalated: 'escalated to them',
  resolved: 'told that it is over',
};

/** What became of one message, in a few words; `at` is when. */
export interface Told {
  who: string;
  what: string;
  at: string;
  isFailing: boolean;
  error: string | null;
}

/** Who was told what, the latest first; what was dropped was told to nobody. */
export function told(alerts: readonly IncidentAlert[]): Told[] {
  return alerts
    .filter(({ state }) => state !== 'dropped')
    .map(({ kind, target, state, attempts, lastError, sentAt, createdAt, dueAt }) => {
      const who = target;
      if (state === 'sent')
        return { who, what: kinds[kind], at: sentAt ?? createdAt, isFailing: false, error: null };
      if (state === 'dead')
        return { who, what: 'given up', at: createdAt, isFailing: true, error: lastError };
      const failed = attempts > 0;
      return {
        who,
        what: failed ? 'not reached, tried again' : 'being told',
        at: failed ? dueAt : createdAt,
        isFailing: failed,
        error: lastError,
      };
    })
    .toReversed();
}

/** One line for a list: how many know, and whether somebody could not be reached. */
export function toldInShort({ alerts }: Pick<Incident, 'alerts'>): string {
  const reached = new Set(alerts.filter(({ state }) => state === 'sent').map(({ target }) => target));
  const failing = new Set(
    alerts
      .filter(({ state, attempts }) => state === 'dead' || (state === 'pending' && attempts > 0))
      .map(({ target }) => target),
  );
  const parts = [
    ...(reached.size > 0 ? [`${reached.size} told`] : []),
    ...(failing.size > 0 ? [`${failing.size} not reached`] : []),
  ];
  return parts.join(', ') || 'nobody told';
}
