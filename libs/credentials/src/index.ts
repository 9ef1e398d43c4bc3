export { CallFigures, durationBounds, type EndedCall, type LookAtBudgets } from './call-figures.js';
export { CallLog, type CallFields } from './call-log.js';
export { CredentialChecks } from './credential-checks.js';
export type { DueCheck } from './credentials.store.js';
export { CredentialsModule } from './credentials.module.js';
export { Credentials } from './credentials.js';
export {
  CredentialMissing,
  type CredentialLane,
  grantOf,
  type NewGrant,
  NothingToRefresh,
  OAuthClientMissing,
  type OpenCredential,
  type StoredClient,
} from './credentials.types.js';
export { DueRows } from './due-rows.js';
export { OAuthClients } from './oauth-clients.js';
export { Refresher } from './refresher.js';
export { sealedColumns } from './sealed-columns.js';
export { TokenWire } from './token-wire.js';
export { Vault } from './vault.js';
