export { CallLog, type CallFields } from './call-log.js';
export { CredentialsModule } from './credentials.module.js';
export { Credentials } from './credentials.js';
export {
  CredentialMissing,
  type CredentialLane,
  grantOf,
  type NewGrant,
  OAuthClientMissing,
  type OpenCredential,
  type StoredClient,
} from './credentials.types.js';
export { OAuthClients } from './oauth-clients.js';
export { Refresher } from './refresher.js';
export { TokenWire } from './token-wire.js';
export { Vault } from './vault.js';
