import { Injectable } from '@nestjs/common';
import { Audit } from '@nightdesk/access';
import type { Capability } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import type { Tx } from '@nightdesk/platform/database';
import type { Account } from './accounts.types.js';
import { Snapshot } from './snapshot.js';
import { SwitchesStore } from './switches.store.js';
import { type Switch, type SwitchedOff, switchesFor, switchName } from './switches.types.js';

/** Kill switches: they act in every process within 250 ms, and lose nothing that waits. */
@Injectable()
export class Switches {
  private readonly on = new Snapshot(() => this.store.list());

  constructor(
    private readonly store: SwitchesStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** Those that are on, the newest first. */
  list(): Promise<Switch[]> {
    return this.store.list();
  }

  /**
   * What stops a call now, or null; to be asked right before each. From what was known at most 250 ms ago.
   * @param needed what the call must be allowed; left out: what every call of the lane needs.
   */
  async refusal(
    { platform }: Pick<Account, 'platform'>,
    lane: 'read' | 'write',
    needed?: readonly Capability[],
  ): Promise<SwitchedOff | null> {
    const stopping: readonly string[] = switchesFor(platform, lane, needed);
    return (await this.on.get()).find(({ name }) => stopping.includes(name)) ?? null;
  }

  /** Turns a switch on, or tells another reason for one that is on. @throws SwitchUnknown */
  async set(tx: Tx, name: string, reason: string, actor: string): Promise<Switch> {
    const set = { name: switchName(name), reason, setBy: actor, setAt: this.clock.now() };
    await this.store.set(tx, set);
    await this.audit.record({ actor, action: 'switch.set', subject: name, details: { reason } }, tx);
    return set;
  }

  /**
   * Turns a switch off; nothing happens to one that is off. After the commit the lanes with work that waited for it are to
   * be woken.
   * @throws SwitchUnknown unless it is on: one of a platform that is no longer loaded must go as well.
   */
  async release(tx: Tx, name: string, actor: string): Promise<void> {
    if (await this.store.release(tx, name)) {
      await this.audit.record({ actor, action: 'switch.released', subject: name }, tx);
    } else switchName(name);
  }
}
