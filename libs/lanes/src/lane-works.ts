import { type LaneKind, laneKinds, type LaneWork } from './lanes.types.js';

/** A worker that cannot run every kind of lane must not start: the rows of the missing kind would wait unnoticed. */
export class LaneSetupError extends Error {
  override readonly name = 'LaneSetupError';
}

/** The work of each kind of lane. */
export class LaneWorks {
  private readonly works = new Map<LaneKind, LaneWork>();

  add(work: LaneWork): void {
    if (this.works.has(work.kind)) {
      throw new LaneSetupError(
        `Two works are registered for the ${work.kind} lanes. Register one in the worker module.`,
      );
    }
    this.works.set(work.kind, work);
  }

  of(kind: LaneKind): LaneWork {
    const work = this.works.get(kind);
    if (!work)
      throw new LaneSetupError(
        `No work is registered for the ${kind} lanes. Call LaneRunner.register with it.`,
      );
    return work;
  }

  check(): void {
    for (const kind of laneKinds) this.of(kind);
  }
}
