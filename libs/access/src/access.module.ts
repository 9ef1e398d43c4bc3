import { Global, Module } from '@nestjs/common';
import { AccessStore } from './access.store.js';
import { Actors } from './actors.js';
import { ApiKeys } from './api-keys.js';
import { Audit } from './audit.js';
import { AuditLog } from './audit-log.js';
import { FirstPerson } from './first-person.js';
import { Idempotency } from './idempotency.js';
import { IdempotencyStore } from './idempotency.store.js';
import { LoginLimit } from './login-limit.js';
import { LoginLimitStore } from './login-limit.store.js';
import { PasswordLinks } from './password-links.js';
import { People } from './people.js';
import { PeopleStore } from './people.store.js';
import { Sessions } from './sessions.js';
import { Users } from './users.js';

const offered = [
  Actors,
  ApiKeys,
  Audit,
  AuditLog,
  FirstPerson,
  Idempotency,
  LoginLimit,
  PasswordLinks,
  People,
  Sessions,
  Users,
];

/** Who may do what. Needs `DatabaseModule`, `CryptoModule` and `ClockModule`. */
@Global()
@Module({
  providers: [AccessStore, IdempotencyStore, LoginLimitStore, PeopleStore, ...offered],
  exports: offered,
})
export class AccessModule {}
