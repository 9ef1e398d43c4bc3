export { AccessModule } from './access.module.js';
export { ApiKeys } from './api-keys.js';
export type {
  Answer,
  ApiKeyGrant,
  AuditRecord,
  KeyScope,
  Role,
  SignedIn,
  UserSession,
} from './access.types.js';
export { IdempotencyInProgress, IdempotencyMismatch, LoginRefused } from './access.errors.js';
export { Audit } from './audit.js';
export { Idempotency, sealedColumns } from './idempotency.js';
export { Sessions } from './sessions.js';
export { Users } from './users.js';
