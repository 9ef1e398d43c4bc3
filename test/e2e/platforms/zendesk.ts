import type { PersonStage } from '../../support/person-stage.js';

const done = 'Zendesk acme is connected';

export function zendeskTests(stage: () => PersonStage): void {
  describe('Zendesk', () => {
    test('a scope that is unticked is missed by name; ticked, the same account goes live', async () => {
      const { person } = stage();
      await person.fillsConnect('zendesk', { site: 'acme', 'admin-email': 'ann@acme.example' });
      await person.sees('What Nightdesk will ask for');
      await person.submits();
      await person.allows(['tickets:write']);
      const id = await person.arrives(`${done}, but not live`);
      await person.seesState('Needs rights');
      expect(await person.verdicts()).toEqual({
        'tickets-read': 'granted',
        'replies-write': 'missing',
        'status-write': 'missing',
        'tags-write': 'missing',
        'assignee-write': 'missing',
        'webhooks-manage': 'granted',
      });
      expect(await person.remedyOf('replies-write')).toBe(
        'Allow the scope “tickets:write” for the OAuth client in Admin Center > Apps and integrations > APIs > OAuth clients, then connect the account again and allow it on Zendesk’s consent page.',
      );

      await person.page.getByRole('link', { name: 'Connect again' }).click();
      expect(await person.page.getByTestId('connect-site').inputValue()).toBe('acme');
      await person.submits();
      await person.allows();
      expect(await person.arrives(done)).toBe(id);
      await person.seesState('Live');
      await person.sees('Nightdesk made the webhook at Zendesk by itself.');
      expect(Object.values(await person.verdicts())).toEqual(Array(6).fill('granted'));
    });

    test('an API token is counted down to its end, and OAuth takes its place in the same account', async () => {
      const { person, control } = stage();
      control.addZendeskSite({ subdomain: 'tokens', client: { secret: 'sandbox-secret' } });
      const { apiToken } = control.zendesk('tokens').describe();
      await person.fillsConnect('zendesk', { site: 'tokens' });
      await person.chooses('connect-method-key');
      await person.sees('Zendesk stops accepting this kind of access (API token) on 30 April 2027');
      await person.fills({ key: 'mistyped', 'key-email': 'admin@site.example' });
      await person.submits();
      await person.sees('The platform does not accept this API token. Copy it once more, whole');
      await person.fills({ key: apiToken });
      await person.submits();
      const id = await person.arrives('Zendesk tokens is connected');
      await person.seesState('Live');
      const days = Math.ceil((Date.parse('2027-04-30T00:00:00Z') - Date.now()) / 86_400_000);
      const countdown = person.page.getByTestId('token-countdown');
      expect(await countdown.textContent()).toContain(`${days} days left`);
      expect(await person.fitsPhone('zendesk-countdown')).toBe(true);

      await person.page.getByTestId('switch-to-oauth').click();
      expect(await person.page.getByTestId('connect-site').inputValue()).toBe('tokens');
      await person.submits();
      await person.allows();
      expect(await person.arrives('Zendesk tokens is connected')).toBe(id);
      await person.seesState('Live');
      await person.page
        .getByRole('definition')
        .filter({ hasText: /^OAuth$/ })
        .waitFor();
      expect(await countdown.count()).toBe(0);
    });
  });
}
