import { sealedColumns as ofAccess } from '@nightdesk/access';
import { sealedColumns as ofConnect } from '@nightdesk/connect';
import { sealedColumns as ofCredentials } from '@nightdesk/credentials';
import { sealedColumns as ofOutbox } from '@nightdesk/outbox';
import type { SealedColumn } from '@nightdesk/platform/crypto';

/** Every column of sealed records, the lasting ones first. A boundary test compares it with the schema. */
export const sealedColumns: readonly SealedColumn[] = [
  ...ofCredentials,
  ...ofConnect,
  ...ofOutbox,
  ...ofAccess,
].toSorted((a, b) => Number(a.isShortLived ?? false) - Number(b.isShortLived ?? false));

/** `credentials.sealed_access`. */
export const nameOf = ({ table, column }: SealedColumn) => `${table}.${column}`;
