import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Log } from '@nightdesk/platform/observability';
import { RoundTrips } from '@nightdesk/synthetic-checks';

/** Begins and ends synthetic round trips. Any number of workers may: rows decide. */
@Injectable()
export class SyntheticTicks {
  constructor(
    private readonly trips: RoundTrips,
    private readonly log: Log,
  ) {}

  /** A tick that fails is told; the next one tries again. */
  @Interval(5_000)
  async advance(): Promise<void> {
    try {
      await this.trips.advance();
    } catch (error) {
      this.log.failure('synthetic.advance', error);
    }
  }
}
