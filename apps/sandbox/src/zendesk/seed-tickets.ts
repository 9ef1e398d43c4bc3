import { bodies } from './tickets/bodies.js';
import { changeTicket, openTicket } from './tickets/change.js';
import type { Site } from './site.js';
import type { Ticket, TicketFields, User } from './types.js';

type Line = [who: string, text: string, kind?: 'note'];

interface Story {
  subject: string;
  hoursAgo: number;
  lines: Line[];
  status: Ticket['status'];
  priority?: TicketFields['priority'];
  tags?: string[];
  assignee?: string;
  group?: string;
  archived?: boolean;
}

const stories: Story[] = [
  {
    subject: 'Trail boots arrived in the wrong size',
    hoursAgo: 30,
    status: 'open',
    priority: 'normal',
    tags: ['exchange', 'footwear'],
    assignee: 'Tomás',
    lines: [
      [
        'Maya',
        'Hello,\n\nI ordered the Fjell trail boots in 39 (order 88213) and got a 41. Can I swap them before the weekend?',
      ],
      [
        'Tomás',
        'Hi Maya, sorry about that! A prepaid label is on its way to your inbox. Would you like us to send the 39 at once?',
      ],
      ['Tomás', '39 is in stock in the Malmö warehouse, three pairs left.', 'note'],
      ['Maya', 'Yes please, that would be great.'],
    ],
  },
  {
    subject: 'Where is my order?',
    hoursAgo: 3,
    status: 'new',
    tags: ['shipping'],
    lines: [
      ['Jonah', 'The tracking page for order 88301 has said "label created" for four days now. Is it lost?'],
    ],
  },
  {
    subject: 'Discount code not accepted',
    hoursAgo: 2,
    status: 'new',
    priority: 'low',
    lines: [['Sofia', 'AUTUMN15 says it has expired, but your newsletter says it is good until Sunday.']],
  },
  {
    subject: 'Refund for a returned tent',
    hoursAgo: 75,
    status: 'pending',
    priority: 'high',
    tags: ['refund'],
    assignee: 'Ada',
    lines: [
      ['Kenji', 'I sent the two-person tent back ten days ago and have not seen the money yet.'],
      ['Ada', 'Hi Kenji, could you send us the number on the return receipt? Then I can find the parcel.'],
    ],
  },
  {
    subject: 'Zip of the down jacket is stuck',
    hoursAgo: 52,
    status: 'hold',
    priority: 'normal',
    tags: ['warranty'],
    assignee: 'Tomás',
    lines: [
      ['Priya', 'The main zip jammed on the second day. I would rather have it mended than replaced.'],
      [
        'Tomás',
        'Of course. I have asked our repair partner for a slot and will write as soon as I hear from them.',
      ],
      ['Ada', 'Repair partner is closed until Thursday.', 'note'],
    ],
  },
  {
    subject: 'Invoice with VAT number',
    hoursAgo: 120,
    status: 'solved',
    tags: ['billing'],
    assignee: 'Ada',
    lines: [
      ['Sofia', 'Could I have the invoice for order 87950 with our company name and VAT number on it?'],
      ['Ada', 'Hi Sofia, the corrected invoice is in your account under Orders. Anything else?'],
      ['Sofia', 'Perfect, thank you.'],
    ],
  },
  {
    subject: 'Change delivery address',
    hoursAgo: 400,
    status: 'closed',
    tags: ['shipping'],
    assignee: 'Tomás',
    lines: [
      ['Jonah', 'I moved last week. Can order 86611 go to the new address?'],
      ['Tomás', 'Changed, and the courier knows. It should be with you on Friday.'],
    ],
  },
  {
    subject: 'Headlamp flickers',
    hoursAgo: 5200,
    status: 'closed',
    tags: ['warranty'],
    assignee: 'Tomás',
    archived: true,
    lines: [
      ['Kenji', 'My headlamp flickers on the bright setting.'],
      ['Tomás', 'That was a faulty batch. A new one is on its way.'],
    ],
  },
  {
    subject: 'Is the 45 l pack fine as hand luggage?',
    hoursAgo: 20,
    status: 'open',
    tags: ['presales'],
    group: 'Support',
    lines: [
      [
        'Priya',
        'I fly with a budget airline in two weeks. Does the 45 l pack fit the usual 55 × 40 × 20 cm?',
      ],
    ],
  },
  {
    subject: 'Parcel opened on arrival',
    hoursAgo: 9,
    status: 'open',
    priority: 'urgent',
    tags: ['damage', 'shipping'],
    assignee: 'Ada',
    group: 'Warehouse',
    lines: [
      ['Maya', 'The box was open when it came and the stove is missing from it.'],
      [
        'Lena',
        'Weight at hand-over was right, so it went missing with the courier. Claim number C-5521.',
        'note',
      ],
    ],
  },
  {
    subject: 'Newsletter twice a day',
    hoursAgo: 60,
    status: 'solved',
    priority: 'low',
    assignee: 'Tomás',
    lines: [
      ['Jonah', 'I get the newsletter twice every day. One of them, please.'],
      ['Tomás', 'You were on the list with two addresses. I took the older one off.'],
    ],
  },
  {
    subject: 'Gift card balance',
    hoursAgo: 44,
    status: 'pending',
    tags: ['billing'],
    assignee: 'Tomás',
    lines: [
      ['Sofia', 'My gift card shows 0 although I only used half of it.'],
      ['Tomás', 'Hi Sofia, which order did you use it for? I can see two from that day.'],
    ],
  },
];

/** Tells the stories from the oldest on, through the same engine that API calls use. */
export function seedTickets(site: Site): void {
  for (const story of stories.toSorted((one, other) => other.hoursAgo - one.hoursAgo)) tell(site, story);
}

function tell(site: Site, story: Story): void {
  const now = site.world.clock.now();
  const start = now - story.hoursAgo * 3600_000;
  const step = Math.min((story.hoursAgo * 3600_000) / (story.lines.length + 1), 6 * 3600_000);
  const [[opener, opening] = ['', '']] = story.lines;
  const requester = person(site, opener);
  const fields = {
    subject: story.subject,
    priority: story.priority ?? null,
    tags: (story.tags ?? []).toSorted(),
  };
  const ticket = openTicket(site, {
    actor: requester,
    channel: 'email',
    atMs: start,
    fields,
    comment: { author: requester, public: true, ...bodies({ body: opening }) },
  });
  story.lines.slice(1).forEach(([who, text, kind], index) => {
    const author = person(site, who);
    const comment = { author, public: kind !== 'note', ...bodies({ body: text }) };
    changeTicket(site, ticket, {
      actor: author,
      channel: 'web',
      atMs: start + step * (index + 1),
      fields: {},
      comment,
    });
  });
  settle(site, ticket, story, start + step * story.lines.length);
}

function settle(
  site: Site,
  ticket: Ticket,
  { status, assignee, group, archived = false }: Story,
  atMs: number,
): void {
  const agent = assignee === undefined ? undefined : person(site, assignee);
  const groupId =
    [...site.groups.values()].find(({ name }) => name === group)?.id ?? agent?.groupIds[0] ?? null;
  const fields = {
    assignee_id: agent?.id ?? null,
    group_id: groupId,
    status,
    custom_status_id: site.defaultCustomStatus(status)?.id ?? null,
  };
  changeTicket(site, ticket, { actor: agent ?? person(site, 'Ada'), channel: 'web', atMs, fields });
  ticket.archived = archived;
}

function person(site: Site, firstName: string): User {
  const user = [...site.users.values()].find(({ name }) => name.startsWith(`${firstName} `));
  if (!user) throw new Error(`nobody called ${firstName} in the seed`);
  return user;
}
