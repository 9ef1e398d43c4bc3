import { setTimeout as wait } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { HelpdeskError } from '@nightdesk/helpdesks/contract';
import { CredentialRoom, halfAnHour, type PassingCall } from '../support/credential-room.js';

jest.setTimeout(240_000);

let room: CredentialRoom;
beforeAll(async () => {
  room = await CredentialRoom.open();
  room.site.change({ plan: 'Suite Enterprise Plus', highVolume: true });
});
beforeEach(() => {
  room.rule = halfAnHour;
  room.told = (_call, answer) => answer;
  room.sandbox.control.clearRequests();
});
afterAll(() => room.close());

const isToken = ({ path }: PassingCall) => path.endsWith('/oauth/tokens');
const tokenCalls = () => room.sandbox.control.requests({ route: '/oauth/tokens' }).length;
const kindOf = (called: Promise<unknown>) =>
  called.then(
    () => 'answered',
    (error: { kind?: string }) => error.kind,
  );

describe('tokens', () => {
  test('one that lives half an hour lives a week while nobody calls, and is never refused', async () => {
    const id = await room.oauth();
    const before = await room.credential(id);
    for (let minutes = 0; minutes < 7 * 24 * 60; minutes += 2) {
      room.clock.pass(120);
      await room.refresher.refreshDue();
      const { expiresAt } = await room.credential(id);
      if (!expiresAt || expiresAt <= room.clock.now())
        throw new Error(`the token has ended after ${minutes} min`);
    }
    expect(await kindOf(room.call(id))).toBe('answered');
    const { version, refreshFailures } = await room.credential(id);
    // 10,080 minutes, a refresh each 22.5 to 24 minutes and up to 2 more until the next look.
    expect(version - before.version).toBeGreaterThan(385);
    expect(version - before.version).toBeLessThan(450);
    expect({ refreshFailures, refused: room.answered(401) }).toEqual({ refreshFailures: 0, refused: 0 });
    await room.rows('UPDATE credentials SET refresh_at = NULL WHERE account_id = $1', id);
  });

  test('a look that comes six hours late refreshes at once, and no call meets the ended token', async () => {
    const id = await room.oauth();
    room.clock.pass(6 * 3_600);
    await room.refresher.refreshDue();
    expect((await room.credential(id)).refreshedAt).toEqual(room.clock.now());
    expect(await kindOf(room.call(id))).toBe('answered');
    expect(room.answered(401)).toBe(0);
    await room.rows('UPDATE credentials SET refresh_at = NULL WHERE account_id = $1', id);
  });

  test('300 that are due at once are refreshed by one look, twenty at a time', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 300; n += 1) ids.push(await room.oauth());
    room.clock.pass(1_500);
    room.most = 0;
    await room.refresher.refreshDue();
    const credentials = await Promise.all(ids.map((id) => room.credential(id)));
    expect(credentials.filter(({ version }) => version !== 2)).toEqual([]);
    expect(room.most).toBeLessThanOrEqual(20);
    expect(room.most).toBeGreaterThan(4);
    expect(tokenCalls()).toBe(300);
    await room.rows('UPDATE credentials SET refresh_at = NULL');
  });

  test('while the token endpoint is away the account works until its token ends, then calls wait, and it mends itself', async () => {
    const id = await room.oauth();
    room.rule = (call) => (isToken(call) ? { status: 503 } : null);
    room.clock.pass(1_500);
    const tries: number[] = [];
    for (let seconds = 0; seconds < 3_600; seconds += 10) {
      const { refreshFailures } = await room.credential(id);
      await room.refresher.refreshDue();
      if ((await room.credential(id)).refreshFailures > refreshFailures) tries.push(seconds);
      if (seconds === 280) expect(await kindOf(room.call(id))).toBe('answered');
      room.clock.pass(10);
    }
    // 5, 10, 20 … 300 s, seen every 10 s.
    expect(tries.length).toBeGreaterThan(13);
    expect(tries.length).toBeLessThan(21);
    expect(await kindOf(room.call(id))).toBe('unavailable');
    expect(await room.state(id)).toEqual({ state: 'live', cause: 'allowed' });
    room.rule = halfAnHour;
    room.clock.pass(300);
    await room.refresher.refreshDue();
    expect(await kindOf(room.call(id))).toBe('answered');
    expect(await room.credential(id)).toMatchObject({ version: 2, refreshFailures: 0, lastError: null });
    await room.rows('UPDATE credentials SET refresh_at = NULL');
  });

  test('callers wait as long as a refresh by another process may take, and look at the row together', async () => {
    const id = await room.oauth();
    const { id: credentialId, version } = await room.credential(id);
    await room.rows(
      'UPDATE credentials SET refresh_started_at = $2 WHERE id = $1',
      credentialId,
      room.clock.now(),
    );
    let looks = 0;
    const look = () => (looks += 1);
    room.pool.on('acquire', look);
    const callers = Array.from({ length: 200 }, () => room.refresher.refresh(credentialId, version));
    const together = Promise.all(callers);
    await wait(7_000);
    await room.rows(
      'UPDATE credentials SET version = version + 1, refresh_started_at = NULL, refresh_at = NULL WHERE id = $1',
      credentialId,
    );
    await together;
    room.pool.off('acquire', look);
    expect(looks).toBeLessThan(200);
  });

  test('a 429 of the token endpoint is obeyed to the second', async () => {
    const id = await room.oauth();
    let asked = 0;
    room.rule = (call) => {
      if (!isToken(call)) return null;
      asked += 1;
      return { status: 429, headers: { 'retry-after': '200' } };
    };
    room.clock.pass(1_450);
    await room.refresher.refreshDue();
    room.clock.pass(199);
    await room.refresher.refreshDue();
    expect(asked).toBe(1);
    room.rule = halfAnHour;
    room.clock.pass(1);
    await room.refresher.refreshDue();
    expect((await room.credential(id)).version).toBe(2);
    await room.rows('UPDATE credentials SET refresh_at = NULL');
  });

  test('an answer that is lost on its way is known as lost, not as a grant that somebody withdrew', async () => {
    const id = await room.oauth();
    // The platform has acted, and a gateway on the way gives up.
    room.told = (call, answer) => (isToken(call) ? { status: 504 } : answer);
    room.clock.pass(1_500);
    await room.refresher.refreshDue();
    room.told = (_call, answer) => answer;
    room.clock.pass(60);
    await room.refresher.refreshDue();
    expect(await room.state(id)).toEqual({ state: 'needs_reauth', cause: 'refresh_lost' });
  });

  test('an end that nobody tells at a refresh is asked for until it is known, and never taken for none', async () => {
    const id = await room.oauth();
    await room.rows(
      'UPDATE credentials SET expires_at = NULL, refresh_at = $2 WHERE account_id = $1',
      id,
      room.clock.now(),
    );
    room.told = (call, answer) => {
      if (!isToken(call)) return answer;
      const { expires_in: _left, ...rest } = JSON.parse(answer.body ?? '') as Record<string, unknown>;
      return { ...answer, body: JSON.stringify(rest) };
    };
    room.rule = (call) => (call.path.endsWith('/tokens/current') ? { status: 503 } : halfAnHour(call));
    await room.refresher.refreshDue();
    const unknown = await room.credential(id);
    expect(unknown).toMatchObject({ version: 2, expiresAt: null, refreshAt: null });
    expect(unknown.checkAt?.getTime()).toBe(room.clock.now().getTime() + 60_000);
    room.clock.pass(60);
    await room.keys.checkDue();
    expect(await room.credential(id)).toMatchObject({ expiresAt: null, refreshAt: null });
    room.rule = halfAnHour;
    room.clock.pass(300);
    await room.keys.checkDue();
    const { expiresAt, refreshAt, checkAt } = await room.credential(id);
    expect((expiresAt?.getTime() ?? 0) - room.clock.now().getTime()).toBeGreaterThan(1_400_000);
    expect(refreshAt && expiresAt && refreshAt < expiresAt).toBe(true);
    expect(checkAt).toBeNull();
    await room.rows('UPDATE credentials SET refresh_at = NULL');
  });
});

describe('keys', () => {
  const tokens = () => room.sandbox.world.zendesk.get('acme')!.apiTokens;
  const withKey = (token: string) => {
    tokens().add(token);
    const email = room.site.describe().users.find(({ role }) => role === 'admin')?.email ?? '';
    return room.account({ kind: 'api_token', email, token });
  };
  const minutesToCheck = async (id: string) =>
    ((await room.credential(id)).checkAt!.getTime() - room.clock.now().getTime()) / 60_000;

  test('one is checked every four hours, and what was not due is not', async () => {
    const id = await withKey('steady');
    expect(await minutesToCheck(id)).toBeGreaterThan(215);
    room.sandbox.control.clearRequests();
    room.clock.pass(3 * 3_600);
    await room.keys.checkDue();
    expect(room.answered(200)).toBe(0);
    room.clock.pass(3_600);
    await room.keys.checkDue();
    expect(await room.credential(id)).toMatchObject({ checkedAt: room.clock.now(), checkFailures: 0 });
    expect(await minutesToCheck(id)).toBeGreaterThan(215);
  });

  test('a refusal that comes when the key has been replaced is not held against the new one', async () => {
    const id = await withKey('replaced');
    tokens().delete('replaced');
    room.told = async (_call, answer) => {
      await room.rows('UPDATE credentials SET version = version + 1 WHERE account_id = $1', id);
      return answer;
    };
    expect(await kindOf(room.call(id))).toBe('unauthenticated');
    expect(await room.state(id)).toEqual({ state: 'live', cause: 'allowed' });
  });

  test('an instant that was said to a key that has been replaced meanwhile does not bind the new one', async () => {
    const id = await withKey('locked');
    const locked = { status: 503, headers: { 'retry-after': '1800' } };
    room.told = () => locked;
    await expect(room.call(id)).rejects.toMatchObject({ details: { retryAt: expect.any(Date) } });
    room.told = async () => {
      await room.rows('UPDATE credentials SET version = version + 1 WHERE account_id = $1', id);
      return locked;
    };
    const refused = await room.call(id).catch((error: unknown) => error as HelpdeskError);
    expect(refused).toMatchObject({ kind: 'unavailable', details: { status: 503 } });
    expect(refused).not.toHaveProperty('details.retryAt');
  });

  test('a call that meets 401 suspends at once; the key is asked again by growing pauses, and resumes the account by itself', async () => {
    const id = await withKey('withdrawn');
    tokens().delete('withdrawn');
    expect(await kindOf(room.call(id))).toBe('unauthenticated');
    expect(await room.state(id)).toEqual({ state: 'suspended', cause: 'key_refused' });
    const pauses: number[] = [];
    await room.keys.checkDue();
    for (let n = 0; n < 6; n += 1) {
      pauses.push(await minutesToCheck(id));
      room.clock.pass(pauses.at(-1)! * 60);
      await room.keys.checkDue();
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240, 240]);
    tokens().add('withdrawn');
    room.clock.pass(240 * 60);
    await room.keys.checkDue();
    expect(await room.state(id)).toEqual({ state: 'live', cause: 'allowed' });
    expect(await room.credential(id)).toMatchObject({ checkFailures: 0, lastError: null });
  });

  test('an agent who was suspended is named, and being restored ends the suspension, also of a token', async () => {
    const [key, token] = [await withKey('of an agent'), await room.oauth(86_400)];
    const { adminId } = room.site.describe();
    room.site.changeUser(adminId, { suspended: true });
    room.clock.pass(4 * 3_600);
    await room.keys.checkDue();
    expect(await room.state(key)).toEqual({ state: 'suspended', cause: 'agent_gone' });
    expect(await kindOf(room.call(token))).toBe('agent_gone');
    expect(await room.state(token)).toEqual({ state: 'suspended', cause: 'agent_gone' });
    room.site.changeUser(adminId, { suspended: false });
    room.clock.pass(15 * 60);
    await room.keys.checkDue();
    expect([await room.state(key), await room.state(token)]).toEqual([
      { state: 'live', cause: 'allowed' },
      { state: 'live', cause: 'allowed' },
    ]);
    expect((await room.credential(token)).checkAt).toBeNull();
  });

  test('a platform that is away says nothing of the key: the account stays live and the check is made again', async () => {
    const id = await withKey('unlucky');
    room.rule = () => ({ status: 503 });
    room.clock.pass(4 * 3_600);
    await room.keys.checkDue();
    expect(await room.state(id)).toEqual({ state: 'live', cause: 'allowed' });
    expect(await minutesToCheck(id)).toBeLessThanOrEqual(5);
    expect(await room.credential(id)).toMatchObject({ checkFailures: 0 });
  });

  test('a paused account is not asked for', async () => {
    const id = await withKey('resting');
    await room.rows(`UPDATE accounts SET state = 'paused', cause = 'paused' WHERE id = $1`, id);
    room.clock.pass(5 * 3_600);
    const { checkAt } = await room.credential(id);
    await room.keys.checkDue();
    expect((await room.credential(id)).checkAt).toEqual(checkAt);
  });
});
