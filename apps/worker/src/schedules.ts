import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Idempotency, LoginLimit, PasswordLinks, Sessions } from '@nightdesk/access';
import { ConnectLinks, WebhookChecks } from '@nightdesk/connect';
import { CallFigures, Refresher } from '@nightdesk/credentials';
import { FreshReads } from '@nightdesk/intake';
import { LaneRunner } from '@nightdesk/lanes';
import { Log } from '@nightdesk/platform/observability';
import { FullSweeps, SweepPlan, Sweeps } from '@nightdesk/reconciliation';
import { KeyChecks, Scopes } from '@nightdesk/scopes';

/** Rows that are kept for a time only. */
@Injectable()
export class Expired {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly sessions: Sessions,
    private readonly freshReads: FreshReads,
    private readonly callFigures: CallFigures,
    private readonly links: ConnectLinks,
    private readonly passwordLinks: PasswordLinks,
    private readonly loginLimit: LoginLimit,
  ) {}

  async sweep(): Promise<void> {
    await this.idempotency.sweep();
    await this.sessions.sweep();
    await this.freshReads.sweep();
    await this.callFigures.sweep();
    await this.links.sweep();
    await this.passwordLinks.sweep();
    await this.loginLimit.sweep();
  }
}

/** What webhooks did not tell, and webhooks that do not come. */
@Injectable()
export class Reconciling {
  constructor(
    private readonly plan: SweepPlan,
    private readonly sweeps: Sweeps,
    private readonly full: FullSweeps,
    readonly webhooks: WebhookChecks,
  ) {}

  async due(): Promise<void> {
    await Promise.all([this.plan.tend(), this.sweeps.sweepDue(), this.full.sweepDue()]);
  }
}

/** What platforms are asked by the clock. */
@Injectable()
export class Asking {
  constructor(
    readonly scopes: Scopes,
    readonly keys: KeyChecks,
    readonly reconciling: Reconciling,
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

  @Interval(5_000)
  checkKeys(): Promise<void> {
    return this.guarded('credentials.check', () => this.asking.keys.checkDue());
  }

  @Interval(2_000)
  sweepPlatforms(): Promise<void> {
    return this.guarded('platforms.sweep', () => this.asking.reconciling.due());
  }

  @Interval(5_000)
  checkWebhooks(): Promise<void> {
    return this.guarded('webhooks.check', () => this.asking.reconciling.webhooks.checkDue());
  }

  @Interval(15_000)
  hastenFallen(): Promise<void> {
    return this.guarded('webhooks.fallen', () => this.asking.reconciling.webhooks.hastenFallen());
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
