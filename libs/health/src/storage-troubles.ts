import type { SystemCause, SystemTrouble } from '@nightdesk/contract';
import type { StorageSeen } from './storage.store.js';
import type { ProcessRow } from './system.store.js';

export type StorageCause = Extract<SystemCause, 'connections_short' | 'not_durable' | 'redis_evicts'>;

interface Seen {
  storage: StorageSeen;
  processes: readonly ProcessRow[];
}

/** What is wrong with how Postgres and Redis are set; docs/scaling.md says how they should be. */
export const storageRules: Readonly<
  Record<StorageCause, (seen: Seen) => Omit<SystemTrouble, 'cause'> | null>
> = {
  not_durable: ({ storage: { off } }) =>
    off.length === 0
      ? null
      : {
          severity: 'critical',
          reason: `Postgres runs with ${off.join(', ')} off: a power cut loses webhooks that were answered 202, and may send writes twice.`,
          remedy: `Set ${off.join(', ')} to on, and restart or reload Postgres.`,
        },
  redis_evicts: ({ storage: { evicts } }) =>
    evicts === null
      ? null
      : {
          severity: 'warning',
          reason: `Redis throws keys away when its memory is full (maxmemory-policy ${evicts}): queues and counted limits would be gone.`,
          remedy: 'Set maxmemory-policy to noeviction.',
        },
  connections_short: ({ storage: { connections, eachProcess }, processes }) => {
    const alive = processes.filter((one) => one.alive).length;
    const wanted = alive * eachProcess;
    if (wanted <= connections) return null;
    return {
      severity: 'warning',
      reason: `${alive} processes may open ${eachProcess} connections each, ${wanted} in all; Postgres lets in ${connections}.`,
      remedy: `Raise max_connections of Postgres, or lower DATABASE_POOL by ${Math.ceil((wanted - connections) / alive)} or more.`,
    };
  },
};
