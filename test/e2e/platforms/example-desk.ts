import type { ExampleDesk } from '../../support/example-desk.js';
import type { PersonStage } from '../../support/person-stage.js';

export function exampleDeskTests(stage: () => PersonStage, desk: ExampleDesk): void {
  describe('a platform that a file describes', () => {
    test('has a form and remedies in the file’s words, and goes live when the key may do what it must', async () => {
      const { person } = stage();
      const { world } = desk;
      const key = world.newKey(world.agent, [
        'tickets.read',
        'tickets.state',
        'tickets.tag',
        'tickets.assign',
      ]);
      await person.fillsConnect('example-desk', { site: 'acme', key: 'edk_wrong' });
      await person.sees(
        'In Example Desk open Settings > API keys, choose “New key” and tick the permissions.',
      );
      await person.submits();
      await person.sees('The platform does not accept this API key. Copy it once more, whole');
      await person.fills({ key });
      await person.submits();
      const id = await person.arrives('Example Desk acme is connected, but not live');
      await person.seesState('Needs rights');
      expect(await person.verdicts()).toEqual({
        'tickets-read': 'granted',
        'replies-write': 'missing',
        'status-write': 'granted',
        'tags-write': 'granted',
        'assignee-write': 'granted',
      });
      expect(await person.remedyOf('replies-write')).toBe(
        'In Settings > API keys open the key and tick “Write messages”. (missing: messages.write)',
      );

      world.keys.get(key)?.permissions.add('messages.write');
      await person.checksAgain();
      await person.seesState('Live');
      await person.seesVerdict('replies-write', 'granted');
      await person.sees('Example Desk sends no webhooks here. It is asked for changes');

      const ticket = world.open('Lantern');
      await stage().hearsOf(id, String(ticket.id));
      await stage().replyLands(id, String(ticket.id), 'A new one leaves us today.');
      expect(ticket.messages.map(({ text }) => text)).toEqual(['A new one leaves us today.']);
    });
  });
}
