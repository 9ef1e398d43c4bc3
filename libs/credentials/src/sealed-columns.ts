import type { SealedColumn } from '@nightdesk/platform/crypto';

/** What a token of a credential is sealed for. */
export const tokenPurpose = (id: string, part: 'access' | 'refresh') => `credential:${id}:${part}`;

/** What the secret of an OAuth client is sealed for. */
export const clientPurpose = (id: string) => `oauth-client:${id}`;

/** What this lib keeps sealed. */
export const sealedColumns: readonly SealedColumn[] = [
  {
    table: 'credentials',
    column: 'sealed_access',
    key: ['id'],
    purpose: (id) => tokenPurpose(id, 'access'),
  },
  {
    table: 'credentials',
    column: 'sealed_refresh',
    key: ['id'],
    purpose: (id) => tokenPurpose(id, 'refresh'),
  },
  { table: 'oauth_clients', column: 'sealed_secret', key: ['id'], purpose: clientPurpose },
];
