import { Injectable } from '@nestjs/common';
import { ApiKey, type CreatedApiKey, type NewApiKey, type RateTier } from '@nightdesk/contract';
import { Clock, Ids } from '@nightdesk/platform/clock';
import { randomToken, sha256 } from '@nightdesk/platform/crypto';
import type { Tx } from '@nightdesk/platform/database';
import { ApiKeyUnknown } from './access.errors.js';
import { AccessStore } from './access.store.js';
import type { ApiKeyGrant, KeyScope } from './access.types.js';
import { Actors } from './actors.js';
import { Audit } from './audit.js';

const SHAPE = /^nd_[A-Za-z0-9_-]{43}$/;

/** The prefix and four characters: enough to recognise a key by, and 39 are left to guess. */
const HINT_LENGTH = 7;

/** A use is written down at most this often, so that a busy key does not write with each request. */
const USE_TOLD_AFTER_MS = 5 * 60_000;

/** Keys of the API: `nd_` and 256 random bits, stored hashed. A fast hash is enough for what nobody can guess. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly store: AccessStore,
    private readonly audit: Audit,
    private readonly actors: Actors,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The answer is the only place where the key is ever shown. */
  async create(wanted: NewApiKey, actor: string, tx?: Tx): Promise<CreatedApiKey> {
    const key = `nd_${randomToken()}`;
    const { name, scopes, accountIds, tier } = wanted;
    const row = { id: this.ids.next('key'), name, hint: key.slice(0, HINT_LENGTH), scopes, accountIds, tier };
    const createdAt = this.clock.now();
    await this.store.addApiKey({ ...row, hash: sha256(key), createdAt, createdBy: actor }, tx);
    await this.audit.record(
      { actor, action: 'api_key.created', subject: row.id, details: { name, scopes, accountIds, tier } },
      tx,
    );
    const createdBy = (await this.actors.named([actor]))(actor);
    return { ...row, createdAt: createdAt.toISOString(), createdBy, lastUsedAt: null, revokedAt: null, key };
  }

  /** Newest first, revoked ones too. */
  async list(): Promise<ApiKey[]> {
    const rows = await this.store.apiKeys();
    const actor = await this.actors.named(rows.flatMap(({ createdBy }) => createdBy ?? []));
    return rows.map((row) =>
      ApiKey.parse({
        ...row,
        createdAt: row.createdAt.toISOString(),
        createdBy: row.createdBy === null ? null : actor(row.createdBy),
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        revokedAt: row.revokedAt?.toISOString() ?? null,
      }),
    );
  }

  /** Acts at once in every process; a second time it changes nothing. @throws ApiKeyUnknown */
  async revoke(id: string, actor: string, tx?: Tx): Promise<void> {
    if (await this.store.revokeApiKey(id, this.clock.now(), tx))
      await this.audit.record({ actor, action: 'api_key.revoked', subject: id }, tx);
    else if (!(await this.store.hasApiKey(id, tx))) throw new ApiKeyUnknown(id);
  }

  /** What the presented key allows, or null when it is unknown or revoked. One look-up by index and no cache; now and then its use is written down. */
  async find(presented: string): Promise<ApiKeyGrant | null> {
    if (!SHAPE.test(presented)) return null;
    const row = await this.store.apiKeyInForce(sha256(presented));
    if (!row) return null;
    const now = this.clock.now();
    if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) > USE_TOLD_AFTER_MS)
      await this.store.keyWasUsed(row.id, now);
    const { id, name, accountIds } = row;
    return { id, name, scopes: row.scopes as KeyScope[], accountIds, tier: row.tier as RateTier };
  }
}
