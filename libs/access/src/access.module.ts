import { Global, Module } from '@nestjs/common';
import { AccessStore } from './access.store.js';
import { ApiKeys } from './api-keys.js';
import { Audit } from './audit.js';
import { Idempotency } from './idempotency.js';
import { IdempotencyStore } from './idempotency.store.js';
import { Sessions } from './sessions.js';
import { Users } from './users.js';

const offered = [ApiKeys, Audit, Idempotency, Sessions, Users];

/** Who may do what. Needs `DatabaseModule`, `CryptoModule` and `ClockModule`. */
@Global()
@Module({ providers: [AccessStore, IdempotencyStore, ...offered], exports: offered })
export class AccessModule {}
