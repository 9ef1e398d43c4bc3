import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AlertsWork } from '@nightdesk/incidents';
import { IntakeWork } from '@nightdesk/intake';
import { LaneRunner } from '@nightdesk/lanes';
import { OperationsWork } from '@nightdesk/operations';
import { Deliveries } from '@nightdesk/outbox';

/** Gives each kind of lane its work; the runner refuses to start when one is missing. */
@Injectable()
export class LaneRegistration implements OnModuleInit {
  constructor(
    private readonly runner: LaneRunner,
    private readonly intake: IntakeWork,
    private readonly operations: OperationsWork,
    private readonly deliveries: Deliveries,
    private readonly alerts: AlertsWork,
  ) {}

  onModuleInit(): void {
    for (const work of [this.intake, this.operations, this.deliveries, this.alerts])
      this.runner.register(work);
  }
}
