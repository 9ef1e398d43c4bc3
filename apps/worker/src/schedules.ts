import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Idempotency, Sessions } from '@nightdesk/access';
import { Refresher } from '@nightdesk/credentials';
import { FreshReads } from '@nightdesk/intake';
import { LaneRunner } from '@nightdesk/lanes';
import { Log } from '@nightdesk/platform/observability';
import { Sweeps } from '@nightdesk/reconciliation';
import { Scopes } from '@nightdesk/scopes';

/** Rows that are kept for a time only. */
@Injectable()
export class Expired {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sessions: Sessions,
    private readonly freshReads: FreshReads,
  ) {}

  async sweep(): Promise<void> {
    await this.idempotency.sweep();
    await this.sessions.sweep();
    await this.freshReads.sweep();
  }
}

/** What platforms are asked by the clock. */
@Injectable()
export class Asking {
  constructor(
    readonly scopes: Scopes,
    readonly sweeps: Sweeps,
  ) {}
}

/** What happens by the clock. Each is safe in any number of workers: rows decide, and the clock only looks. */
@Injectable()
export class Schedules {
  constructor(
    private readonly lanes: LaneRunner,
    private readonly refresher: Refresher,
    private readonly asking: Asking,
    private readonly expired: Expired,
    private readonly log: Log,
  ) {}

  @Interval(2_000)
  sweepLanes(): Promise<void> {
    return this.guarded('lanes.sweep', () => this.lanes.sweep());
  }

  @Interval(10_000)
  refreshTokens(): Promise<void> {
    return this.guarded('credentials.refresh', () => this.refresher.refreshDue());
  }

  @Interval(5_000)
  probeScopes(): Promise<void> {
    return this.guarded('scopes.probe', () => this.asking.scopes.checkDue());
  }

  @Interval(2_000)
  sweepPlatforms(): Promise<void> {
    return this.guarded('platforms.sweep', () => this.asking.sweeps.sweepDue());
  }

  @Interval(600_000)
  forgetExpired(): Promise<void> {
    return this.guarded('access.forget', () => this.expired.sweep());
  }

  /** A tick that fails is told; the next one tries again. */
  private guarded(event: string, work: () => Promise<void>): Promise<void> {
    return work().catch((error: unknown) => this.log.failure(event, error));
  }
}
