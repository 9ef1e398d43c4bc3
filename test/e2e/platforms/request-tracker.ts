import type { PersonStage } from '../../support/person-stage.js';
import { describeWithRequestTracker, RequestTracker } from '../../support/request-tracker.js';

const reading = ['SeeQueue', 'ShowTicket', 'ShowTicketComments', 'SeeCustomField'];
const working = ['ModifyTicket', 'OwnTicket', 'ReassignTicket', 'ModifyCustomField'];

/** With a real Request Tracker; its administrator acts by Perl. */
export function requestTrackerTests(stage: () => PersonStage): void {
  describeWithRequestTracker('Request Tracker', () => tests(stage));
}

function tests(stage: () => PersonStage): void {
  let tracker: RequestTracker;
  beforeAll(async () => {
    tracker = await RequestTracker.start();
  }, 120_000);
  afterAll(() => tracker?.stop());

  test('a right that is missing is named with the place to grant it; granted, the account goes live', async () => {
    const { person } = stage();
    const queue = await tracker.ask<string>('queue', { name: 'Support' });
    const user = await tracker.ask<string>('user', { name: 'bot', privileged: true });
    const customer = await tracker.ask<string>('user', { name: 'cus@example.com' });
    await tracker.ask('grant', { user: customer, queue, rights: ['CreateTicket', 'ReplyToTicket'] });
    await tracker.ask('grant', { user, queue, rights: [...reading, 'ReplyToTicket', 'CommentOnTicket'] });
    await tracker.ask('open', { as: customer, queue, subject: 'Stove', text: 'It does not light.' });
    const key = await tracker.ask<string>('token', { user });
    const { host } = new URL(tracker.url);

    await person.fillsConnect('request-tracker', { site: tracker.url, key: '1-14-0123456789abcdef' });
    await person.submits();
    await person.sees('The platform does not accept this Auth token. Copy it once more, whole');
    await person.fills({ key });
    await person.submits();
    const id = await person.arrives(`Request Tracker ${host} is connected, but not live`);
    await person.seesState('Needs rights');
    expect(await person.verdicts()).toMatchObject({
      'tickets-read': 'granted',
      'replies-write': 'granted',
      'status-write': 'missing',
    });
    expect(await person.remedyOf('status-write')).toBe(
      'In Request Tracker open Admin > Queues > Select, choose the queue, and under User Rights (or Group Rights, for a group of the user) grant ModifyTicket to the user of the auth token.',
    );
    await person.sees('Request Tracker sends no webhooks here.');

    await tracker.ask('grant', { user, queue, rights: working });
    await person.checksAgain();
    await person.seesState('Live');
    await person.seesVerdict('status-write', 'granted');

    const ticket = String(
      await tracker.ask('open', { as: customer, queue, subject: 'Mat', text: 'It leaks.' }),
    );
    await stage().hearsOf(id, ticket);
    await stage().replyLands(id, ticket, 'A new one leaves us today.');
    const { visible } = await tracker.ask<{ visible: string[] }>('seen', { ticket });
    expect(visible.map((text) => text.trim())).toEqual(['It leaks.', 'A new one leaves us today.']);
  });
}
