import { jest } from '@jest/globals';
import { describeOn } from '../support/engines.js';
import { quickLooks } from '../support/looks.js';
import { RefusedReplies } from '../support/refused-replies.js';
import { TwoWorkers } from '../support/two-workers.js';
import { until } from '../support/until.js';

jest.setTimeout(150_000);

describeOn('postgres', 'a replay', (engine) => {
  let workers: TwoWorkers;
  beforeAll(async () => {
    workers = await TwoWorkers.start(engine, quickLooks);
  });
  afterAll(() => workers.stop());

  test('by two workers that are killed in the middle loses nothing, doubles nothing, and keeps its stages', async () => {
    const { world, second, account } = workers;
    const { deadLetters } = world.nightdesk;
    const replies = new RefusedReplies(world, account);
    const refused = await replies.make(24);
    await replies.heal(refused);
    workers.fault('slow', { ms: 300, match: { method: 'PUT' }, times: 24 });
    const { id } = await deadLetters.replay({ cause: 'precondition' });
    const kills = [
      [3, world.worker],
      [13, second],
    ] as const;
    for (const [confirmed, worker] of kills) {
      await until(async () => (await deadLetters.progress(id)).counts.confirmed >= confirmed, 60_000);
      await worker.kill();
      await worker.start();
    }
    await until(async () => (await deadLetters.progress(id)).state === 'done', 60_000);
    expect((await deadLetters.progress(id)).counts).toMatchObject({ confirmed: 24, replayed: 24, total: 24 });
    await replies.expectStages(refused);
    expect(refused.map((one) => replies.said(one))).toEqual(
      refused.map((_, index) => [`Reply ${index + 1}`]),
    );
  });
});
