export { AccessModule } from './access.module.js';
export { Actors } from './actors.js';
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
export {
  ApiKeyUnknown,
  IdempotencyInProgress,
  IdempotencyMismatch,
  LastOperator,
  LoginLimited,
  LoginRefused,
  PasswordLinkRefused,
  PasswordRefused,
  PersonKnown,
  PersonUnknown,
  SetUpRefused,
} from './access.errors.js';
export { Audit } from './audit.js';
export { AuditLog } from './audit-log.js';
export { FirstPerson } from './first-person.js';
export { Idempotency, sealedColumns } from './idempotency.js';
export { type Attempt, LoginLimit } from './login-limit.js';
export { type MadePasswordLink, PasswordLinks } from './password-links.js';
export { People } from './people.js';
export { Sessions } from './sessions.js';
export { Users } from './users.js';
