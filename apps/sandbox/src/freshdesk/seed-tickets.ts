import type { FreshdeskSite } from './site.js';
import { typed } from './tickets/bodies.js';
import { changeTicket, openTicket } from './tickets/change.js';
import type { TicketFields } from './types.js';
import { closed, open, pending, resolved, sources } from './types.js';

type Line = [who: string, text: string, kind?: 'note'];

interface Story {
  subject: string;
  hoursAgo: number;
  lines: [Line, ...Line[]];
  status: number;
  priority?: number;
  type?: string;
  tags?: string[];
  agent?: string;
  group?: string;
  order?: string;
  archived?: boolean;
}

const stories: Story[] = [
  {
    subject: 'Rain cover missing from the parcel',
    hoursAgo: 28,
    status: open,
    priority: 2,
    type: 'Problem',
    tags: ['missing-item', 'packs'],
    agent: 'Tomás',
    group: 'Support',
    order: '90417',
    lines: [
      [
        'Maya',
        'Hello,\n\nthe 60 l pack came today (order 90417), but the rain cover that belongs to it is not in the box.',
      ],
      [
        'Tomás',
        'Hi Maya, sorry about that! Could you check the pocket at the bottom of the pack? It is folded in there.',
      ],
      ['Tomás', 'Batch 7 left the factory without covers, see the mail of Monday.', 'note'],
      ['Maya', 'I looked, the pocket is empty.'],
    ],
  },
  {
    subject: 'Which stove burns winter gas?',
    hoursAgo: 3,
    status: open,
    type: 'Question',
    tags: ['presales'],
    lines: [
      ['Jonah', 'We are off to Lapland in February. Which of your stoves still burns at minus twenty?'],
    ],
  },
  {
    subject: 'Charged twice for one order',
    hoursAgo: 2,
    status: open,
    priority: 4,
    tags: ['billing'],
    group: 'Support',
    order: '90455',
    lines: [['Sofia', 'My card shows two payments for order 90455. Please send one of them back.']],
  },
  {
    subject: 'Skis with the wrong bindings',
    hoursAgo: 70,
    status: pending,
    priority: 3,
    type: 'Refund',
    tags: ['exchange', 'winter'],
    agent: 'Ada',
    group: 'Support',
    order: '89990',
    lines: [
      ['Kenji', 'The touring skis came with alpine bindings. I would like the right ones, or my money back.'],
      ['Ada', 'Hi Kenji, that was our mistake. Would you send us a photo of the label on the bindings?'],
    ],
  },
  {
    subject: 'Kayak delivery to an island',
    hoursAgo: 50,
    status: 6,
    tags: ['shipping'],
    agent: 'Lena',
    group: 'Warehouse',
    order: '90102',
    lines: [
      [
        'Priya',
        'The ferry takes parcels up to three metres only. Can the kayak come on another day, with the cargo boat?',
      ],
      ['Lena', 'Yes, we have asked the courier for the cargo boat on Thursday and wait for their answer.'],
      ['Lena', 'Courier reference 55-1180.', 'note'],
    ],
  },
  {
    subject: 'Invoice to another address',
    hoursAgo: 130,
    status: resolved,
    priority: 1,
    tags: ['billing'],
    agent: 'Ada',
    group: 'Support',
    lines: [
      ['Sofia', 'Could the invoice for order 88874 go to our office instead?'],
      ['Ada', 'Done, and the new invoice is in your account under Orders.'],
      ['Sofia', 'Thank you!'],
    ],
  },
  {
    subject: 'Sleeping bag loses feathers',
    hoursAgo: 900,
    status: closed,
    tags: ['warranty'],
    agent: 'Tomás',
    group: 'Support',
    lines: [
      ['Jonah', 'After two nights there are feathers all over the tent.'],
      ['Tomás', 'That should not happen. A new bag is on its way, and you can keep the old one for repairs.'],
    ],
  },
  {
    subject: 'Compass points south',
    hoursAgo: 5000,
    status: closed,
    tags: ['warranty'],
    agent: 'Tomás',
    group: 'Support',
    archived: true,
    lines: [
      ['Kenji', 'The needle of my compass is the wrong way round.'],
      ['Tomás', 'The magnet in your phone case did that. Here is how to turn it back: …'],
    ],
  },
];

/** Writes the stories of the seed, each line an hour after the one before. */
export function seedTickets(site: FreshdeskSite): void {
  const now = site.world.clock.now();
  for (const story of stories) write(site, story, now - story.hoursAgo * 3600_000);
}

function write(site: FreshdeskSite, story: Story, startMs: number): void {
  const stepMs = Math.min(3600_000, (story.hoursAgo * 3600_000) / (story.lines.length + 1));
  const [[opener, opening], ...rest] = story.lines;
  const { body: description, body_text: description_text } = typed(opening);
  const ticket = openTicket(
    site,
    { performer: 'requester', atMs: startMs },
    {
      subject: story.subject,
      requester_id: person(site, opener),
      source: sources.email,
      description,
      description_text,
    },
  );
  rest.forEach(([who, text, kind], index) => {
    const userId = person(site, who);
    const incoming = site.contacts.has(userId);
    const atMs = startMs + stepMs * (index + 1);
    const said = {
      userId,
      incoming,
      private: kind === 'note',
      source: kind === 'note' ? 2 : 0,
      ...typed(text),
    } as const;
    changeTicket(site, ticket, { performer: incoming ? 'requester' : 'agent', atMs, said });
  });
  changeTicket(site, ticket, {
    performer: 'agent',
    atMs: startMs + stepMs * story.lines.length,
    fields: fieldsOf(site, story),
  });
  ticket.archived = story.archived ?? false;
}

function fieldsOf(site: FreshdeskSite, story: Story): Partial<TicketFields> {
  const { status, priority = 1, type = null, tags = [], agent, group, order = null } = story;
  return {
    status,
    priority,
    type,
    tags,
    responder_id: agent === undefined ? null : person(site, agent),
    group_id: [...site.groups.values()].find(({ name }) => name === group)?.id ?? null,
    custom_fields: { cf_order_number: order },
  };
}

function person(site: FreshdeskSite, firstName: string): number {
  const everybody = [...site.agents.values(), ...site.contacts.values()];
  const found = everybody.find(({ name }) => name.startsWith(`${firstName} `));
  if (!found) throw new Error(`nobody called ${firstName} in the seed`);
  return found.id;
}
