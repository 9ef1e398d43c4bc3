import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Replays } from '@nightdesk/operations';
import { Log } from '@nightdesk/platform/observability';

/** Takes replays of dead letters on. Any number of workers may: each step is done under the lock of its row. */
@Injectable()
export class ReplayTicks {
  constructor(
    private readonly replays: Replays,
    private readonly log: Log,
  ) {}

  /** A tick that fails is told; the next one tries again. */
  @Interval(2_000)
  async advance(): Promise<void> {
    try {
      await this.replays.advanceDue();
    } catch (error) {
      this.log.failure('replays.advance', error);
    }
  }
}
