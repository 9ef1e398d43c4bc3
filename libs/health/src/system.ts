import { setTimeout as after } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { SystemHealth } from '@nightdesk/contract';
import { Lanes } from '@nightdesk/lanes';
import { Clock } from '@nightdesk/platform/clock';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { Aged } from './aged.js';
import { SystemStore } from './system.store.js';
import { type StorageSeen, StorageStore } from './storage.store.js';
import { systemTroubles } from './system-troubles.js';

/** However many pages ask. */
const lookEveryMs = 3_000;
/** What seldom changes: migrations, and how the stores are set. */
const seldomMs = 60_000;
const queuePatienceMs = 2_000;

/** How Nightdesk itself is, as one look for everybody who asks. */
@Injectable()
export class System {
  private readonly last: Aged<SystemHealth>;
  private readonly migrations: Aged<string[]>;
  private readonly storageSeen: Aged<StorageSeen>;

  constructor(
    private readonly store: SystemStore,
    private readonly storage: StorageStore,
    private readonly lanes: Lanes,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.last = new Aged(lookEveryMs, clock);
    this.migrations = new Aged(seldomMs, clock);
    this.storageSeen = new Aged(seldomMs, clock);
  }

  look(): Promise<SystemHealth> {
    return this.last.get(() => this.see());
  }

  private async see(): Promise<SystemHealth> {
    const engine = this.config.REDIS_URL ? 'redis' : 'postgres';
    const asked = performance.now();
    await this.store.touch();
    const answerMs = Math.round(performance.now() - asked);
    const [processes, waiting, deafChannels, pendingMigrations, queueReachable, storage] = await Promise.all([
      this.store.processes(),
      this.store.waiting(),
      this.store.deafChannels(),
      this.migrations.get(() => this.store.pendingMigrations()),
      this.queueReachable(),
      this.storageSeen.get(() => this.storage.look()),
    ]);
    const now = this.clock.now();
    const seen = {
      now,
      engine,
      answerMs,
      processes,
      waiting,
      deafChannels,
      pendingMigrations,
      queueReachable,
      storage,
    };
    return {
      at: now.toISOString(),
      engine,
      troubles: systemTroubles({ ...seen, engine }),
      database: { answerMs, pendingMigrations },
      queue: { reachable: queueReachable },
      oldestWork: {
        webhookAt: waiting.webhookAt?.toISOString() ?? null,
        deliveryAt: waiting.deliveryAt?.toISOString() ?? null,
      },
      processes: processes.map(({ startedAt, seenAt, ...one }) => ({
        ...one,
        startedAt: startedAt.toISOString(),
        seenAt: seenAt.toISOString(),
      })),
    };
  }

  /** A client that waits for Redis to come back says nothing, so silence counts as no. */
  private queueReachable(): Promise<boolean> {
    const asked = this.lanes.depths('write').then(
      () => true,
      () => false,
    );
    return Promise.race([asked, after(queuePatienceMs, false, { ref: false })]);
  }
}
