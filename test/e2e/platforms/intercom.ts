import type { Page } from 'playwright-core';
import type { PersonStage } from '../../support/person-stage.js';

const done = 'Intercom acme1 is connected';

const onceAndOurs = { seen: 1, origin: 'nightdesk' };

export function intercomTests(stage: () => PersonStage): void {
  describe('Intercom', () => {
    let id: string;
    const hub = (app: string) =>
      stage().person.opens(`${stage().world.sandbox.url}/intercom-app/developer-hub/${app}`);

    test('a scope that is unticked is named as the Developer Hub names it; ticked, the account goes live', async () => {
      const { person } = stage();
      await person.fillsConnect('intercom', {});
      await person.submits();
      await person.page.getByTestId('consent-user').selectOption({ label: 'Ada Okafor' });
      await person.allows(['write_conversations']);
      id = await person.arrives(`${done}, but not live`);
      await person.seesState('Needs rights');
      expect(await person.verdicts()).toMatchObject({
        'tickets-read': 'granted',
        'replies-write': 'missing',
      });
      expect(await person.remedyOf('replies-write')).toBe(
        'In Intercom’s Developer Hub open your app > Configure > Authentication, tick “Write conversations”, save, and connect the account again.',
      );

      await person.page.getByRole('link', { name: 'Connect again' }).click();
      await person.submits();
      await person.page.getByTestId('consent-user').selectOption({ label: 'Ada Okafor' });
      await person.allows();
      expect(await person.arrives(done)).toBe(id);
      await person.seesState('Live');
      expect(Object.values(await person.verdicts())).not.toContain('missing');
    });

    test('the app’s one webhook is set up in the Developer Hub; its ping shows, a conversation arrives, a reply lands', async () => {
      const { person, world } = stage();
      await person.page.getByTestId('webhook-waiting').waitFor();
      expect(await person.fitsPhone('intercom-webhook')).toBe(true);
      const page = await hub('nightdesk');
      expect(await setsWebhookUp(stage(), page)).toBe(`${world.url}/v1/webhooks/apps/nightdesk`);
      await page.getByTestId('hub-ping').click();
      await person.page.getByTestId('webhook-arrived').waitFor();
      await page.close();
      const ticket = await stage().customerWrites('intercom:acme1', id, 'Boots', 'They are too small.');
      const reply = 'We send the next size.';
      expect(await stage().automationReplies(ticket, reply)).toEqual(onceAndOurs);
      await person.opensAccount(id);
      await person.seesVerdict('replies-write', 'granted');
    });

    test('a workspace in Europe is connected by the token of its own app, with a webhook of its own', async () => {
      const { person, world, control } = stage();
      control.addIntercomWorkspace({ id: 'euro1', region: 'eu' });
      control.addIntercomApp({ clientId: 'euro-app', homeWorkspaceId: 'euro1' });
      const page = await hub('euro-app');
      await person.fillsConnect('intercom', {});
      await person.chooses('connect-region-eu');
      await person.chooses('connect-method-key');
      await person.fills({ key: (await page.getByTestId('hub-access-token').textContent()) ?? '' });
      await person.submits();
      await person.sees('Enter the Client secret as well; webhooks are signed with it.');
      await person.fills({
        'signing-secret': (await page.getByTestId('hub-client-secret').textContent()) ?? '',
      });
      await person.submits();
      const euro = await person.arrives('Intercom euro1 is connected');
      await person.seesState('Live');
      await person.sees('Intercom, Europe');
      expect(await setsWebhookUp(stage(), page)).toBe(`${world.url}/v1/webhooks/${euro}`);
      await page.close();
      const ticket = await stage().customerWrites('intercom:euro1', euro, 'Zelt', 'Es ist undicht.');
      await person.page.getByTestId('webhook-arrived').waitFor();
      const reply = 'Ein neues ist unterwegs.';
      expect(await stage().automationReplies(ticket, reply)).toEqual(onceAndOurs);
    });

    test('the write lane gets a token of a second app; one of another workspace is refused by name', async () => {
      const { person, control } = stage();
      control.addIntercomApp({ clientId: 'writer', homeWorkspaceId: 'acme1' });
      control.addIntercomWorkspace({ id: 'other1' });
      control.addIntercomApp({ clientId: 'others', homeWorkspaceId: 'other1' });
      const { accessToken } = control.intercomApp('writer').describe();
      await person.opensAccount(id);
      await person.page.getByTestId('add-write-credential').click();
      await person.chooses('connect-method-key');
      await person.fills({ key: control.intercomApp('others').describe().accessToken });
      await person.submits();
      await person.sees('This credential belongs to other1, and the account is acme1. Use one of acme1.');
      expect(await person.fitsPhone('intercom-write-lane')).toBe(true);
      expect(await person.page.getByTestId('connect-signing-secret').count()).toBe(0);
      await person.fills({ key: accessToken });
      await person.submits();
      expect(await person.arrives(done)).toBe(id);
      await person.sees('The write lane has a credential of its own.');
      await person.seesState('Live');
      const ticket = await stage().customerWrites('intercom:acme1', id, 'Gloves', 'One is missing.');
      const reply = 'The other one follows.';
      expect(await stage().automationReplies(ticket, reply)).toEqual(onceAndOurs);
    });
  });
}

/** Follows the steps of the account's page in the Developer Hub; answers the URL that was pasted there. */
async function setsWebhookUp({ person }: PersonStage, page: Page): Promise<string> {
  const url = page.getByTestId('hub-webhook-url');
  await person.carries('Endpoint URL', page, url);
  const pasted = await url.inputValue();
  const topics = (await person.copies('Topics')).split('\n');
  await page.bringToFront();
  for (const topic of topics) await page.locator(`input[name=topics][value="${topic}"]`).check();
  await page.getByTestId('hub-save-webhook').click();
  await page.getByTestId('hub-webhook-state').getByText('active', { exact: true }).waitFor();
  return pasted;
}
