import { Injectable } from '@nestjs/common';
import { seenEverywhere } from '@nightdesk/accounts';
import { IntakeWork } from '@nightdesk/intake';
import { type Lane, Lanes } from '@nightdesk/lanes';
import { OperationsWork } from '@nightdesk/operations';

/** The workers' sweeps find what is beyond this number within seconds. */
const most = 10_000;

/** Account lanes whose rows have become due without a new row: what an operator held back goes on at once. */
@Injectable()
export class DueLanes {
  constructor(
    private readonly intake: IntakeWork,
    private readonly operations: OperationsWork,
    private readonly lanes: Lanes,
  ) {}

  /** To be called after the commit. Parked ones as well: they may have parked for what has just ended. */
  async goOn(): Promise<void> {
    await seenEverywhere();
    for (const work of [this.operations, this.intake]) {
      const keys = await work.dueKeys(most);
      const lanes = keys.map((key): Lane => ({ kind: work.kind, key }));
      await this.lanes.release(lanes);
      await this.lanes.wake(lanes);
    }
  }
}
