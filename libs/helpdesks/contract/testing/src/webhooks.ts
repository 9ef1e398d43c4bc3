import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { WebhookRejected, type Step, type WebhookDelivery } from '@nightdesk/helpdesks/contract';
import type { Stage } from './stage.js';

const toleranceMs = 5 * 60_000;

/** A place where webhooks arrive, open for the time of `work`. */
async function withReceiver(
  work: (url: string, received: WebhookDelivery[]) => Promise<void>,
): Promise<void> {
  const received: WebhookDelivery[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      received.push({
        headers: Object.fromEntries(headers) as Record<string, string>,
        body,
        receivedAt: new Date(),
      });
      response.writeHead(202).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

export function webhookPromises(stage: () => Stage): void {
  const webhook = { name: 'Nightdesk', url: 'http://127.0.0.1:9/hook' };
  const ensure = (wanted = webhook) => stage().adapter.ensureWebhook(stage().send(), wanted);

  test('a webhook that is ensured twice exists once, with one secret', async () => {
    const first = await ensure();
    expect(await ensure()).toEqual(first);
    expect(first.secret).not.toBe('');
    expect(stage().remote.webhooks()).toEqual([{ id: first.remoteId, url: webhook.url, active: true }]);
  });

  test('a webhook of the same name at another URL is left alone', async () => {
    const theirs = await ensure({ ...webhook, url: 'http://127.0.0.1:9/theirs' });
    const ours = await ensure();
    expect(ours.remoteId).not.toBe(theirs.remoteId);
    expect(stage().remote.webhooks()).toHaveLength(2);
  });

  test('a webhook that was switched off is switched on again', async () => {
    const { remoteId } = await ensure();
    stage().remote.switchOffWebhooks();
    await ensure();
    expect(stage().remote.webhooks()).toEqual([{ id: remoteId, url: webhook.url, active: true }]);
  });

  test('a webhook can be removed twice, and ensured anew', async () => {
    const { remoteId } = await ensure();
    await stage().adapter.removeWebhook(stage().send(), remoteId);
    await stage().adapter.removeWebhook(stage().send(), remoteId);
    expect(stage().remote.webhooks()).toEqual([]);
    await ensure();
    expect(stage().remote.webhooks()).toHaveLength(1);
  });

  test('a delivery verifies and names its ticket; changed, stale or under another secret it is refused', async () => {
    const { adapter, remote } = stage();
    await withReceiver(async (url, received) => {
      const { secret } = await ensure({ ...webhook, url });
      const ticketId = await remote.customerOpens('Help', 'Please');
      await remote.customerReplies(ticketId, 'Anybody?');
      await remote.delivered();
      expect(received.length).toBeGreaterThan(1);
      for (const delivery of received) {
        adapter.verifyWebhook(delivery, ['an older secret', secret], toleranceMs);
        expect(adapter.parseWebhook(delivery).ticketId).toBe(ticketId);
        const changed = Buffer.from(delivery.body);
        changed[changed.length - 2] = (changed[changed.length - 2] ?? 0) ^ 1;
        const verify =
          (other: Partial<WebhookDelivery>, secrets = [secret]) =>
          () =>
            adapter.verifyWebhook({ ...delivery, ...other }, secrets, toleranceMs);
        expect(verify({ body: changed })).toThrow(WebhookRejected);
        expect(verify({ headers: {} })).toThrow(WebhookRejected);
        expect(verify({}, ['an older secret'])).toThrow(WebhookRejected);
        expect(verify({ receivedAt: new Date(Date.now() + 2 * toleranceMs) })).toThrow(WebhookRejected);
      }
      const keys = received.map((delivery) => adapter.parseWebhook(delivery).dedupeKey);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  test('every change that Nightdesk makes or shows is announced', async () => {
    const { adapter, remote } = stage();
    await withReceiver(async (url, received) => {
      await ensure({ ...webhook, url });
      const ticketId = await remote.customerOpens('Help', 'Please');
      const steps: Step[] = [
        { kind: 'note', body: 'x' },
        { kind: 'addTags', tags: ['a'] },
        { kind: 'assignee', assigneeId: remote.agentId },
        { kind: 'status', status: 'pending' },
      ];
      for (const step of steps) {
        await remote.delivered();
        const before = received.length;
        await stage().perform(ticketId, [step], stage().mark(`op_${step.kind}`));
        await remote.delivered();
        const hints = received.slice(before).map((delivery) => adapter.parseWebhook(delivery));
        expect(hints.map((hint) => hint.ticketId)).toContain(ticketId);
      }
    });
  });
}
