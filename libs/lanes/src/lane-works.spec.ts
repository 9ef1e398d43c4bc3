import { LaneSetupError, LaneWorks } from './lane-works.js';
import { type LaneKind, laneKinds, type LaneWork } from './lanes.types.js';

const work = (kind: LaneKind) => ({ kind }) as LaneWork;

describe('LaneWorks', () => {
  test('all kinds with one work each is a set-up that may start', () => {
    const works = new LaneWorks();
    for (const kind of laneKinds) works.add(work(kind));
    expect(() => works.check()).not.toThrow();
  });

  test.each(laneKinds)('a worker without work for the %s lanes does not start, and says which', (missing) => {
    const works = new LaneWorks();
    for (const kind of laneKinds) if (kind !== missing) works.add(work(kind));
    expect(() => works.check()).toThrow(LaneSetupError);
    expect(() => works.check()).toThrow(missing);
  });

  test('a second work for a kind is refused', () => {
    const works = new LaneWorks();
    works.add(work('write'));
    expect(() => works.add(work('write'))).toThrow(LaneSetupError);
  });
});
