import { jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser } from '../support/browser.js';
import { PersonStage } from '../support/person-stage.js';
import { RefusedReplies } from '../support/refused-replies.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

const workspace = 'acme1';
const text = 'A new one is on its way.';

describeInBrowser('the pages for operations', () => {
  let stage: PersonStage;
  let account: string;
  let page: Page;
  let replies: RefusedReplies;

  beforeAll(async () => {
    stage = await PersonStage.start({});
    account = await stage.world.account();
    replies = new RefusedReplies(stage.world, account);
    page = stage.person.page;
  }, 120_000);
  afterAll(() => stage?.stop());

  const api = () => stage.world.nightdesk;
  const intercom = () => stage.control.intercom(workspace);
  const group = () => page.getByTestId('dead-letter-group');

  async function opens(path: string): Promise<void> {
    await page.goto(`${stage.world.url}${path}`);
  }

  test('dead letters stand under their cause, with what it means and what to do', async () => {
    await opens('/dead-letters');
    await page.getByText('There are no dead letters.').waitFor();
    await replies.make(5);
    await group().waitFor();
    await until(async () => (await page.getByTestId('dead-letter-count').textContent()) === '5');
    expect(await group().textContent()).toContain('Condition not met');
    expect(await group().textContent()).toContain('The ticket was not in a status');
    expect(await page.getByTestId('dead-letter').count()).toBe(3);
    await page.getByRole('button', { name: 'Show all 5' }).click();
    await until(async () => (await page.getByTestId('dead-letter').count()) === 5);
  });

  test('a replay that fails again stops before the others, and says why', async () => {
    await page.getByTestId('replay-group').click();
    await page.getByText('Replay 5 writes?').waitFor();
    await page.getByTestId('replay-group-yes').click();
    const replay = page.getByTestId('replay').first();
    await replay.getByText('Stopped', { exact: true }).waitFor();
    expect(await replay.getByTestId('replay-reason').textContent()).toContain('failed again: precondition');
    expect(await replay.textContent()).toContain('4 writes not tried');
    expect(await stage.person.fitsPhone('dead-letters')).toBe(true);
  });

  test('a running replay is seen live, and can be cancelled', async () => {
    await api().setSwitch('writes', 'for a test');
    await page.getByTestId('replay-group').click();
    await page.getByTestId('replay-group-yes').click();
    const replay = page.getByTestId('replay').first();
    await replay.getByText('Stage 1 of 3: one, to see whether it goes through').waitFor();
    await replay.getByText('1 under way').waitFor();
    expect(await page.getByTestId('replay-group').count()).toBe(0);
    expect(await stage.person.fitsPhone('replay-running')).toBe(true);
    await replay.getByTestId('replay-cancel').click();
    await replay.getByText('Cancelled', { exact: true }).waitFor();
    await api().releaseSwitch('writes');
  });

  test('once they would go through, the same button sends them, and the list is empty', async () => {
    await until(async () => (await api().deadLetters.groups())[0]?.count === 5);
    const { data } = await api().deadLetters.of('precondition');
    await replies.heal(data);
    await page.getByTestId('replay-group').click();
    await page.getByTestId('replay-group-yes').click();
    const replay = page.getByTestId('replay').first();
    await replay.getByText('Done', { exact: true }).waitFor();
    await replay.getByText('5 of 5 writes went through').waitFor();
    await page.getByText('There are no dead letters.').waitFor();
  });

  test('an operation is reached from its ticket’s timeline, tells its story, and is replayed there', async () => {
    const [refused] = await replies.make(1);
    await opens(`/accounts/${account}/tickets/${refused!.ticketId}`);
    await page.getByTestId('timeline-stop').getByTestId('operation-link').first().click();
    await page.waitForURL(`**/operations/${refused!.id}`);
    await page.getByTestId('operation-state').getByText('Refused').waitFor();
    const moves = await page
      .getByTestId('transition')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-to')));
    expect(moves).toEqual(['queued', 'failed']);
    await replies.heal([refused!]);
    await page.getByTestId('operation-replay').click();
    await page.getByTestId('operation-replay-yes').click();
    await page.getByTestId('operation-state').getByText('Confirmed').waitFor();
    await page.getByTestId('operation-step').getByText('done').waitFor();
    expect(await stage.person.fitsPhone('operation')).toBe(true);
  });

  test('what is queued is cancelled on its page', async () => {
    await api().setSwitch('writes', 'for a test');
    const steps = [{ kind: 'note' as const, body: 'Never.' }];
    const { id } = await api().submit(account, stage.world.customerWrites('Hm.', 'Hm'), { steps });
    await opens(`/operations/${id}`);
    await page.getByTestId('operation-cancel').click();
    await page.getByTestId('operation-cancel-yes').click();
    await page.getByTestId('operation-state').getByText('Cancelled').waitFor();
    await api().releaseSwitch('writes');
  });

  test('who must decide sees what on the ticket fits, and what each answer does', async () => {
    const key = intercom().issueToken().accessToken;
    const entered = { platform: 'intercom', region: 'us', key, signingSecret: 'sandbox-secret' };
    const { accountId } = await api().connectByKey(entered);
    await until(async () => (await api().account(accountId)).state === 'live');
    const conversation = intercom().desk.customerOpens('Pole', 'It broke.');
    const match = { method: 'POST', ticketId: conversation } as const;
    // Somebody else has just said the same with the same token.
    const written = await fetch(`${stage.world.sandbox.url}/intercom/conversations/${conversation}/reply`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${key}`,
        'Content-Type': 'application/json',
        'Intercom-Version': '2.16',
      },
      body: JSON.stringify({
        message_type: 'comment',
        type: 'admin',
        admin_id: intercom().describe().adminId,
        body: text,
      }),
    });
    expect(written.status).toBe(200);
    stage.control.fault({ platform: 'intercom', site: workspace, kind: 'reset-after', match });
    const steps = [{ kind: 'reply' as const, body: text }];
    const { id } = await api().submit(accountId, `conversation-${conversation}`, { steps });
    await until(async () => (await api().operation(id)).review, 40_000);

    await opens(`/operations/${id}`);
    await page.getByTestId('operation-state').getByText('Waits for your decision').waitFor();
    await until(async () => (await page.locator('[data-testid=candidate][data-known=true]').count()) === 2);
    await page.getByText('Nothing more of it is sent; the operation counts as refused').waitFor();
    expect(await stage.person.fitsPhone('operation-review')).toBe(true);
    await page.getByTestId('decide-landed').click();
    await page.getByText('Is what you see on the ticket really ours?').waitFor();
    await page.getByTestId('decide-landed-yes').click();
    await page.getByTestId('operation-state').getByText('Confirmed').waitFor();
    expect(await page.getByTestId('review').count()).toBe(0);
  });

  test('what is discarded leaves the page', async () => {
    await replies.make(1);
    await opens('/dead-letters');
    await page.getByTestId('discard').click();
    await page.getByTestId('discard-yes').click();
    await page.getByText('There are no dead letters.').waitFor();
  });
});
