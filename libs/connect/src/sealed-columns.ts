import type { SealedColumn } from '@nightdesk/platform/crypto';

/** What is sealed in an attempt is sealed for it alone. */
export const attemptPurpose = (id: string) => `connect:${id}`;

/** What the secrets of an account's webhook are sealed for; `libs/intake` opens them under the same words. */
export const webhookPurpose = (accountId: string) => `webhook:${accountId}`;

/** What this lib keeps sealed. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'connect_attempts',
    column: 'sealed',
    key: ['id'],
    purpose: attemptPurpose,
    isShortLived: true,
  },
  { table: 'webhooks', column: 'sealed_secret', key: ['account_id'], purpose: webhookPurpose },
  { table: 'webhooks', column: 'sealed_previous_secret', key: ['account_id'], purpose: webhookPurpose },
];
