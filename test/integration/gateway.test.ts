import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { Clock } from '@nightdesk/platform/clock';
import { Deadline } from '../../libs/gateway/src/deadlines.js';
import { answering, DoorStage, ok, read, write } from '../support/door.js';
import { describeEngines } from '../support/engines.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

describeEngines('the door to a platform', (engine) => {
  let stage: DoorStage;
  beforeAll(async () => {
    stage = await DoorStage.open(engine);
  });
  beforeEach(() => {
    stage.answer = ok;
    stage.reached = 0;
  });
  afterAll(() => stage.close());

  const someone = () => `acc_${randomUUID()}`;
  const failure = (sent: Promise<unknown>) =>
    sent.then(
      () => null,
      (error: unknown) => {
        if (error instanceof HelpdeskError) return error;
        throw error;
      },
    );

  test.each([
    ['an answer', ok, null],
    ['a refusal', answering(404), 'invalid'],
    ['no answer', (response: Parameters<typeof ok>[0]) => void response.destroy(), 'ambiguous'],
  ])('after %s the only place is free again', async (_what, answer, kind) => {
    const errand = stage.errand(someone(), { concurrency: 1 });
    stage.answer = answer;
    expect((await failure(stage.door.send(errand, write)))?.kind ?? null).toBe(kind);
    stage.answer = ok;
    const began = performance.now();
    await stage.door.send(errand, write);
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('what fails between the budget’s grant and the first byte gives the place back, and nothing was sent', async () => {
    const account = someone();
    const refuses = () => Promise.reject(new Error('the commit failed'));
    const errand = stage.errand(account, { concurrency: 1, beforeSend: refuses });
    await expect(stage.door.send(errand, write)).rejects.toThrow('the commit failed');
    expect(stage.reached).toBe(0);
    await stage.door.send(stage.errand(account, { concurrency: 1 }), write);
  });

  test('a call waits a little for a place, and never has more in flight than the platform stands', async () => {
    let [now, most] = [0, 0];
    stage.answer = (response) => {
      most = Math.max(most, ++now);
      setTimeout(() => {
        now -= 1;
        ok(response);
      }, 100);
    };
    const errand = stage.errand(someone(), { concurrency: 2 });
    await Promise.all(Array.from({ length: 6 }, () => stage.door.send(errand, write)));
    expect({ most, reached: stage.reached }).toEqual({ most: 2, reached: 6 });
  });

  test('when no place comes free within 2 s the row waits instead', async () => {
    stage.answer = answering(200, {}, 4_000);
    const errand = stage.errand(someone(), { concurrency: 1 });
    const first = stage.door.send(errand, write);
    await until(() => stage.reached === 1);
    const refused = await failure(stage.door.send(errand, write));
    expect([refused?.kind, refused?.details.sublimit]).toEqual(['rate_limited', undefined]);
    expect(refused?.details.retryAt).toBeInstanceOf(Date);
    await first;
    expect(stage.reached).toBe(1);
  });

  test('a used-up window is refused at once and not waited for; a sub-limit is named', async () => {
    const whole = stage.errand(someone(), { windows: [{ name: 'account', limit: 1, windowMs: 30_000 }] });
    await stage.door.send(whole, write);
    const began = performance.now();
    const all = await failure(stage.door.send(whole, write));
    expect(performance.now() - began).toBeLessThan(500);
    expect(all).toMatchObject({ kind: 'rate_limited', details: { sublimit: undefined } });
    const windows = [
      { name: 'account', limit: 100, windowMs: 30_000 },
      { name: 'exports', limit: 1, windowMs: 30_000 },
    ];
    const narrow = stage.errand(someone(), { windows });
    await stage.door.send(narrow, write);
    expect(await failure(stage.door.send(narrow, write))).toMatchObject({ details: { sublimit: 'exports' } });
  });

  test('after a 429 nothing goes out until Retry-After, reads a moment later than writes', async () => {
    const account = someone();
    stage.answer = answering(429, {
      'retry-after': '2',
      'x-rate-limit': '100',
      'x-rate-limit-remaining': '0',
    });
    expect((await failure(stage.door.send(stage.errand(account), write)))?.kind).toBe('rate_limited');
    stage.answer = ok;
    const refused = async (lane: 'read' | 'write') => {
      const errand = stage.errand(account, { lane });
      const error = await failure(stage.door.send(errand, lane === 'read' ? read : write));
      return (error?.details.retryAt?.getTime() ?? 0) - Date.now();
    };
    const [reads, writes] = [await refused('read'), await refused('write')];
    expect(stage.reached).toBe(1);
    expect(writes).toBeGreaterThan(1_000);
    expect(writes).toBeLessThan(2_100);
    expect(reads - writes).toBeGreaterThan(100);
  });

  test('five failures hold all lanes; the failing rows are told that they lose no attempt, a doubt stays a doubt', async () => {
    const account = someone();
    stage.answer = answering(503);
    const kinds: (string | undefined)[] = [];
    for (let calls = 0; calls < 5; calls += 1)
      kinds.push((await failure(stage.door.send(stage.errand(account, { lane: 'read' }), read)))?.kind);
    expect(kinds).toEqual(['unavailable', 'unavailable', 'unavailable', 'unavailable', 'held']);
    const held = await failure(stage.door.send(stage.errand(account), write));
    expect(held).toMatchObject({ kind: 'held', message: expect.stringContaining('it answered 503') });
    expect(stage.reached).toBe(5);
    const other = someone();
    for (let calls = 0; calls < 5; calls += 1)
      kinds.push((await failure(stage.door.send(stage.errand(other), write)))?.kind);
    expect(kinds.slice(5)).toEqual(Array.from({ length: 5 }, () => 'ambiguous'));
    expect((await failure(stage.door.send(stage.errand(other), write)))?.kind).toBe('held');
  });

  test.each([
    [read, 'held'],
    [write, 'ambiguous'],
  ])(
    'a drain that ends cuts %j short: nothing is said of the platform, and the place is free',
    async (call, kind) => {
      const account = someone();
      const stopping = new AbortController();
      const deadline = new Deadline('write', stopping.signal, new Clock());
      stage.answer = () => stopping.abort();
      const began = performance.now();
      const errand = stage.errand(account, { concurrency: 1, signal: deadline.signal });
      expect((await failure(stage.door.send(errand, call)))?.kind).toBe(kind);
      expect(performance.now() - began).toBeLessThan(1_000);
      deadline.end();
      expect((await failure(stage.door.send(errand, call)))?.kind).toBe('held');
      expect(stage.reached).toBe(1);
      stage.answer = ok;
      await stage.door.send(stage.errand(account, { concurrency: 1 }), write);
    },
  );

  test('while the budget’s store is away nothing is sent; it goes on by itself', async () => {
    const account = someone();
    await stage.door.send(stage.errand(account), write);
    const sent = stage.reached;
    await engine.pause(async () => {
      const refused = await stage.door.send(stage.errand(account), write).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Error);
      if (engine.redis)
        expect(refused).toMatchObject({ kind: 'held', details: { retryAt: expect.any(Date) } });
    });
    expect(stage.reached).toBe(sent);
    await until(() =>
      stage.door.send(stage.errand(account), write).then(
        () => true,
        () => false,
      ),
    );
  });

  test('each call has its line, with method, route, status, attempt, lane and request id, and nothing else of it', async () => {
    const account = someone();
    stage.lines.length = 0;
    await stage.door.send(stage.errand(account, { attempt: 3 }), write);
    stage.answer = (response) => void response.destroy();
    await failure(stage.door.send(stage.errand(account), write));
    const [call, lost] = stage.lines;
    expect(call).toMatchObject({
      event: 'helpdesk.call',
      accountId: account,
      platform: 'zendesk',
      lane: 'write',
      attempt: 3,
      method: 'PUT',
      route: '/api/v2/tickets/:id',
      status: 200,
      requestId: 'r1',
      durationMs: expect.any(Number),
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(lost).toMatchObject({ event: 'helpdesk.no_answer', accountId: account, kind: 'ambiguous' });
    expect(JSON.stringify(stage.lines)).not.toMatch(/secret-token|tickets\/42/);
  });
});
