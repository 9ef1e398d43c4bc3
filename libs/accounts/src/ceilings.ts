import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import { adapterFor } from '@nightdesk/helpdesks/directory';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import type { Tx } from '@nightdesk/platform/database';
import type { Account } from './accounts.types.js';
import { CeilingsStore } from './ceilings.store.js';
import { type CeilingScope, type EffectiveCeiling, effectiveCeiling } from './ceilings.types.js';
import { Snapshot } from './snapshot.js';

/** Which share of an account's limits may be used; a change acts in every process within 250 ms. */
@Injectable()
export class Ceilings {
  private readonly known = new Snapshot(() => this.store.all());
  /** An account's platform never changes. */
  private readonly platformOf = new Map<string, string>();

  constructor(
    private readonly store: CeilingsStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** For `libs/budget`, which asks before each call: the share that holds now, from what was known at most 250 ms ago. */
  async of(accountId: string): Promise<number> {
    const set = await this.known.get();
    const own = set.get(`account:${accountId}`);
    if (own !== undefined) return own;
    // Without one of a platform, nobody has to know which platform it is.
    const platform = set.size > 0 ? await this.platform(accountId) : null;
    return effectiveCeiling(set, { platform }, this.config.BUDGET_CEILING).ratio;
  }

  /**
   * For those who look at ceilings: what holds for an account, or without an id for the accounts of a platform that have
   * none of their own. As it is stored now, or as the transaction leaves it.
   */
  async look(
    tx?: Tx,
  ): Promise<(of: Pick<Account, 'platform'> & Partial<Pick<Account, 'id'>>) => EffectiveCeiling> {
    const set = await this.store.all(tx);
    return (of) => effectiveCeiling(set, of, this.config.BUDGET_CEILING);
  }

  /** Null: the platform's or the configured one holds again. */
  setForAccount(tx: Tx, accountId: string, ratio: number | null, actor: string): Promise<void> {
    return this.set(tx, `account:${accountId}`, ratio, actor);
  }

  /** Null: the configured one holds again. @throws PlatformUnknown */
  setForPlatform(tx: Tx, platform: string, ratio: number | null, actor: string): Promise<void> {
    return this.set(tx, `platform:${adapterFor(platform).platform}`, ratio, actor);
  }

  private async set(tx: Tx, scope: CeilingScope, ratio: number | null, actor: string): Promise<void> {
    const from = (await this.store.all(tx)).get(scope) ?? null;
    if (ratio === null) await this.store.clear(tx, scope);
    else await this.store.set(tx, { scope, ratio, setBy: actor, setAt: this.clock.now() });
    const details = { from, to: ratio };
    await this.audit.record({ actor, action: 'ceiling.changed', subject: scope, details }, tx);
  }

  private async platform(accountId: string): Promise<string | null> {
    const known = this.platformOf.get(accountId);
    if (known !== undefined) return known;
    const found = await this.store.platformOf(accountId);
    if (found !== null) this.platformOf.set(accountId, found);
    return found;
  }
}
