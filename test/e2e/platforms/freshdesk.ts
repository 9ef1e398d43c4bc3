import type { Page } from 'playwright-core';
import type { Person } from '../../support/person.js';
import type { PersonStage } from '../../support/person-stage.js';

const done = 'Freshdesk acme is connected';

const onceAndOurs = { seen: 1, origin: 'nightdesk' };

export function freshdeskTests(stage: () => PersonStage): void {
  describe('Freshdesk', () => {
    let id: string;
    const site = (page: string) => `${stage().world.sandbox.url}/freshdesk/acme${page}`;

    test('a wrong key is told at its field, with what to do', async () => {
      const { person } = stage();
      await person.fillsConnect('freshdesk', { site: 'acme.freshdesk.com', key: 'wrong' });
      await person.sees('Your picture at the top right > Profile settings > View API key');
      await person.submits();
      await person.sees(
        'The platform does not accept this API key. Copy it once more, whole; it may have been reset.',
      );
      expect(await person.page.locator(':focus').getAttribute('data-testid')).toBe('connect-key');
      expect(await person.fitsPhone('freshdesk-connect')).toBe(true);
    });

    test('a role that may not view tickets is told in Freshdesk’s words; mended there, the account goes live', async () => {
      const { person } = stage();
      const roles = await person.opens(site('/a/admin/roles'));
      await permits(roles, 'view tickets', false);
      await person.fills({ key: await keyOf(person, site('/a/profile'), 'Tomás Rivera') });
      await person.submits();
      id = await person.arrives(`${done}, but not live`);
      await person.seesState('Needs rights');
      expect((await person.verdicts())['tickets-read']).toBe('missing');
      expect(await person.remedyOf('tickets-read')).toMatch(
        /^In Freshdesk, open Admin > Team > Roles and let the role of the API key’s agent view tickets, /,
      );
      expect(await person.fitsPhone('freshdesk-remedy')).toBe(true);

      await permits(roles, 'view tickets', true);
      await roles.close();
      await person.checksAgain();
      await person.seesState('Live');
      await person.seesVerdict('tickets-read', 'granted');
      expect((await person.verdicts())['replies-write']).toBe('unknown');
      expect(await person.row('replies-write').textContent()).toContain(
        'Nothing that leaves no trace can tell. The first real write will.',
      );
    });

    test('two rules made by the steps bring the first delivery, and a ticket reaches the automation', async () => {
      const { person } = stage();
      await person.page.getByTestId('webhook-waiting').waitFor();
      await person.page.getByTestId('webhook-show-1').click();
      expect(await person.fitsPhone('freshdesk-webhook')).toBe(true);
      const rules = await person.opens(site('/a/admin/automations'));
      for (const [event, label] of [
        ['ticket.created', 'Content for ticket creation'],
        ['ticket.updated', 'Content for ticket updates'],
      ] as const) {
        await rules.getByTestId('rule-name').fill(`Nightdesk ${event}`);
        await rules.getByTestId('rule-event').selectOption(event);
        await person.carries('URL', rules, rules.getByTestId('rule-url'));
        await person.carries('Custom header', rules, rules.getByTestId('rule-headers'));
        await person.carries(label, rules, rules.getByTestId('rule-body'));
        await rules.getByTestId('rule-submit').click();
        await rules
          .getByTestId('rule-row')
          .filter({ hasText: `Nightdesk ${event}` })
          .waitFor();
      }
      await rules.close();
      await person.page.getByTestId('webhook-waiting').waitFor();
      const ticket = await stage().customerWrites('freshdesk:acme', id, 'Tent pole', 'It broke in the wind.');
      await person.page.getByTestId('webhook-arrived').waitFor();

      const reply = 'A new pole leaves us today.';
      expect(await stage().automationReplies(ticket, reply)).toEqual(onceAndOurs);
      await person.opensAccount(id);
      await person.seesVerdict('replies-write', 'granted');
    });

    test('its secret is made anew once asked; the page says until when both are believed, and shows the new one', async () => {
      const { person } = stage();
      await person.opensAccount(id);
      const { page } = person;
      await page.getByTestId('webhook-rotation').click();
      await page.getByTestId('overlap-168').click();
      await page.getByTestId('rotate-secret').click();
      const before = (await stage().world.nightdesk.webhookSetUp(id)).values[1]?.value;
      await page.getByTestId('rotate-secret-yes').click();
      await page
        .getByTestId('webhook-overlap')
        .getByText(/in \d+ d/)
        .waitFor();
      const { values, previousSecretUntil } = await stage().world.nightdesk.webhookSetUp(id);
      expect(Date.parse(previousSecretUntil ?? '') - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
      expect(values[1]?.value).not.toBe(before);
      expect(await person.copies('Custom header')).toBe(values[1]?.value);
      expect(await person.fitsPhone('freshdesk-rotation')).toBe(true);
    });

    test('without a mouse: connected, told what is missing, checked again', async () => {
      const { person, control } = stage();
      const { page } = person;
      const made = control.addFreshdeskSite({ domain: 'keyboard', checksPermissionFirst: true });
      const key = made.agents.find(({ role }) => role === 'Agent')?.apiKey ?? '';
      control.freshdesk('keyboard').setPermission('Agent', 'send reply', false);
      await page.goto(`${stage().world.url}/connect`);
      await page.getByTestId('connect-submit').waitFor();
      await person.tabsTo('connect-platform', 'zendesk');
      await page.keyboard.press('ArrowRight');
      await person.tabsTo('connect-site');
      await page.keyboard.type('keyboard');
      await person.tabsTo('connect-key');
      await page.keyboard.type(key);
      await page.keyboard.press('Enter');
      await person.arrives('Freshdesk keyboard is connected, but not live');
      await person.seesVerdict('replies-write', 'missing');
      expect(await person.remedyOf('replies-write')).toContain('send replies and add notes');

      control.freshdesk('keyboard').setPermission('Agent', 'send reply', true);
      await person.tabsTo('check-again');
      await page.keyboard.press('Enter');
      await person.seesState('Live');
    });
  });
}

/** On the roles page: ticks or unticks a permission of the role "Agent". */
async function permits(roles: Page, permission: string, allowed: boolean): Promise<void> {
  const role = roles.locator('[data-testid=role][data-role=Agent]');
  await role.getByLabel(permission, { exact: true }).setChecked(allowed);
  await role.getByTestId('role-submit').click();
  await roles.getByText('Agent saved.').waitFor();
}

/** As an agent finds it on the profile page. */
async function keyOf(person: Person, address: string, agent: string): Promise<string> {
  const profile = await person.opens(address);
  await profile.getByTestId('profile-agent').selectOption({ label: agent });
  await profile.getByRole('button', { name: 'Switch' }).click();
  await profile.getByRole('heading', { name: agent }).waitFor();
  await profile.getByTestId('view-api-key').click();
  const key = await profile.getByTestId('api-key').textContent();
  await profile.close();
  return key ?? '';
}
