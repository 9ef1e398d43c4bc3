import { createHmac } from 'node:crypto';
import { jest } from '@jest/globals';
import type { OperationRequest } from '@nightdesk/sdk';
import { Desk } from '../support/desk.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.start();
});
afterAll(() => desk.stop());

const api = () => desk.world.nightdesk;
const control = () => desk.world.sandbox.control;
const confirmed = (id: string) =>
  until(async () => (await api().operation(id)).state === 'confirmed', 30_000);
const submit = (id: string, ticketId: string, steps: OperationRequest['steps']) =>
  api().submit(id, ticketId, { steps });
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${desk.world.url}/v1/webhooks/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  }).then(({ status }) => status);

describe('Intercom', () => {
  const workspace = 'acme1';
  let id: string;
  const token = (clientId?: string) =>
    control()
      .intercom(workspace)
      .issueToken(clientId ? { clientId } : {}).accessToken;
  const signed = (body: string, secret = 'sandbox-secret') => ({
    'X-Hub-Signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
  });
  const notification = (appId: string, conversation: string, key: string) =>
    JSON.stringify({
      type: 'notification_event',
      id: key,
      app_id: appId,
      topic: 'conversation.user.replied',
      created_at: Math.floor(Date.now() / 1_000),
      data: { item: { type: 'conversation', id: conversation } },
    });

  test('OAuth needs the region and no site; the workspace is told by the token', async () => {
    expect((await desk.start({ platform: 'intercom' })).status).toBe(400);
    const started = await desk.start({ platform: 'intercom', region: 'us' });
    const { redirectUrl } = (await started.json()) as { redirectUrl: string };
    const page = new URL(redirectUrl);
    expect(page.pathname).toMatch(/intercom-app\/oauth$/);
    expect([...page.searchParams.keys()].toSorted()).toEqual(
      expect.arrayContaining(['client_id', 'redirect_uri', 'state']),
    );
    expect(page.searchParams.has('scope')).toBe(false);
    expect(page.searchParams.has('code_challenge')).toBe(false);
  });

  test('a pasted token needs the secret that signs webhooks, and makes a live account', async () => {
    const entered = { platform: 'intercom', region: 'us', key: token() };
    await expect(api().connectByKey(entered)).rejects.toMatchObject({
      status: 400,
      errors: [{ path: 'signingSecret' }],
    });
    ({ accountId: id } = await api().connectByKey({ ...entered, signingSecret: 'sandbox-secret' }));
    expect(await api().account(id)).toMatchObject({ site: workspace, region: 'us', state: 'live' });
    expect(await api().webhookSetUp(id)).toMatchObject({
      setUp: 'app',
      url: `${desk.world.url}/v1/webhooks/${id}`,
      steps: expect.arrayContaining([expect.stringMatching(/Developer Hub/)]),
    });
    expect((await fetch(`${desk.world.url}/v1/webhooks/${id}`, { method: 'HEAD' })).status).toBe(200);
  });

  test('what the app’s secret signs for this workspace is stored; for another one, or unsigned, it is refused', async () => {
    const [conversation = ''] = control().intercom(workspace).describe().conversationIds;
    const body = notification(workspace, conversation, 'n1');
    expect(await post(id, body)).toBe(401);
    expect(await post(id, body, signed(body, 'other'))).toBe(401);
    expect(await post(id, body, signed(body))).toBe(202);
    const others = notification('other9', conversation, 'n2');
    expect(await post(id, others, signed(others))).toBe(401);
    await until(async () =>
      (await api().tickets(id)).data.some((one) => one.id === `conversation-${conversation}`),
    );
  });

  test('one address serves all workspaces of an app, and those that are not connected are refused', async () => {
    await desk.rows(
      `UPDATE webhooks SET app_id = 'nightdesk', app_site = $2 WHERE account_id = $1`,
      id,
      workspace,
    );
    const [, conversation = ''] = control().intercom(workspace).describe().conversationIds;
    const body = notification(workspace, conversation, 'n3');
    expect(await post('apps/nightdesk', body, signed(body))).toBe(202);
    await until(async () =>
      (await api().tickets(id)).data.some((one) => one.id === `conversation-${conversation}`),
    );
    const stranger = notification('nobody1', conversation, 'n4');
    expect(await post('apps/nightdesk', stranger, signed(stranger))).toBe(401);
    expect(await post('apps/nightdesk', body, signed(body, 'other'))).toBe(401);
    expect(await post('apps/nobody', body, signed(body))).toBe(404);
    expect(await post('apps/nightdesk', '{"type":', signed('{"type":'))).toBe(400);
    const check = await fetch(`${desk.world.url}/v1/webhooks/apps/nightdesk`, { method: 'HEAD' });
    expect(check.status).toBe(200);
  });

  test('reply, tag, assignee and status land, each once', async () => {
    const ticketId = `conversation-${control().intercom(workspace).desk.customerOpens('Pole', 'It broke.')}`;
    const { adminId } = control().intercom(workspace).describe();
    const { id: operation } = await submit(id, ticketId, [
      { kind: 'reply', body: 'A new one is on its way.' },
      { kind: 'addTags', tags: ['warranty', 'new-tag'] },
      { kind: 'assignee', assigneeId: adminId },
      { kind: 'status', status: 'solved' },
    ]);
    await confirmed(operation);
    const { conversation, parts } = control()
      .intercom(workspace)
      .conversation(ticketId.replace('conversation-', ''));
    expect(parts.filter(({ part_type }) => part_type === 'comment')).toHaveLength(1);
    expect(conversation).toMatchObject({ state: 'closed', admin_assignee_id: Number(adminId) });
  });

  test('the write lane’s own token sends, the first one reads; one of another workspace is refused', async () => {
    control().addIntercomWorkspace({ id: 'beta1' });
    const elsewhere = control().intercom('beta1').issueToken().accessToken;
    const add = (key: string) => api().connectByKey({ platform: 'intercom', key, writeLaneOf: id });
    await expect(add(elsewhere)).rejects.toMatchObject({
      status: 422,
      message: expect.stringMatching(/beta1/),
    });
    const second = token();
    expect((await add(second)).accountId).toBe(id);
    const lanes = await desk.rows<{ lane: string }>(
      'SELECT lane FROM credentials WHERE account_id = $1 ORDER BY lane',
      id,
    );
    expect(lanes.map(({ lane }) => lane)).toEqual(['both', 'write']);
    const tokens = [...desk.world.sandbox.world.intercom.tokens.values()].filter(
      (one) => one.workspaceId === workspace,
    );
    const ticketId = `conversation-${control().intercom(workspace).desk.customerOpens('A', 'a')}`;
    for (const one of tokens) if (one.access === second) one.state = 'revoked';
    expect(await desk.reading(id, ticketId)).toBe('fresh');
    for (const one of tokens) one.state = one.access === second ? 'live' : 'revoked';
    const { id: operation } = await submit(id, ticketId, [{ kind: 'reply', body: 'By the second token.' }]);
    await confirmed(operation);
    expect((await api().account(id)).state).toBe('live');

    // Connecting again begins anew with one credential: the second one may be what had failed.
    const entered = { platform: 'intercom', region: 'us', key: token(), signingSecret: 'sandbox-secret' };
    expect((await api().connectByKey(entered)).accountId).toBe(id);
    expect(await desk.rows('SELECT lane FROM credentials WHERE account_id = $1', id)).toEqual([
      { lane: 'both' },
    ]);
  });
});
