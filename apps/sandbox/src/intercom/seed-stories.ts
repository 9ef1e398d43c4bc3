import type { Conversation, ConversationState, StateCategory, TicketType } from './types.js';

/** `app`: written through the API by the app, as an answering machine would. */
type Line = [who: string, text: string, kind?: 'note' | 'app'];

export interface Story {
  /** HTML, as titles are. */
  title?: string;
  hoursAgo: number;
  lines: Line[];
  byEmail?: true;
  state?: ConversationState;
  priority?: Conversation['priority'];
  tags?: string[];
  assignee?: string;
  team?: string;
  /** Tickets only. */
  category?: TicketType['category'];
  ticketState?: StateCategory;
}

export const conversationStories: Story[] = [
  {
    title: 'Poles & pegs missing from the tent bag',
    byEmail: true,
    hoursAgo: 28,
    priority: 'medium',
    tags: ['shipping'],
    assignee: 'Tomás',
    lines: [
      ['Maya', 'Hi,\n\nmy two-person tent came without its poles & pegs (order 90117). We leave on Friday!'],
      ['Tomás', 'Hi Maya, I am sorry. A set goes out by courier today, you will have it on Thursday.'],
      ['Tomás', 'Took the set from the display tent in the Malmö shop.', 'note'],
      ['Maya', 'Wonderful, thank you.'],
    ],
  },
  {
    hoursAgo: 4,
    tags: ['shipping'],
    lines: [
      ['Jonah', 'My parcel has been “out for delivery” since Monday. Can you see where it is?'],
      ['Operator', 'Thanks for writing! Somebody will be with you shortly.'],
    ],
  },
  {
    title: 'Sizes of the <b>Fjell</b> boots &amp; gaiters',
    hoursAgo: 7,
    team: 'Support',
    lines: [['Priya', 'Do the Fjell boots come up small? I am a 39 in most shoes.']],
  },
  {
    title: 'Refund has not arrived',
    byEmail: true,
    hoursAgo: 80,
    state: 'snoozed',
    priority: 'high',
    tags: ['refund'],
    assignee: 'Ada',
    lines: [
      ['Kenji', 'I sent the stove back on the 2nd and still have no refund for order 89764.'],
      ['Ada', 'Hi Kenji, the return was booked this morning. Banks need up to three days.'],
    ],
  },
  {
    hoursAgo: 54,
    state: 'closed',
    tags: ['billing'],
    assignee: 'Ada',
    lines: [
      ['Sofia', 'Could I get the invoice of order 89001 once more?'],
      ['Ada', 'Of course, you find it in your account under Orders.', 'app'],
      ['Sofia', 'Found it, thanks!'],
    ],
  },
  {
    title: 'Sleeping bag: wash or dry-clean?',
    hoursAgo: 130,
    state: 'closed',
    lines: [
      ['Maya', 'How do I clean the Vinter sleeping bag?'],
      ['Tomás', 'Wash it at 30° with down detergent, and tumble it dry with two tennis balls.'],
    ],
  },
  {
    title: 'Stove valve leaks',
    byEmail: true,
    hoursAgo: 10,
    priority: 'urgent',
    tags: ['warranty', 'safety'],
    assignee: 'Ada',
    team: 'Warehouse',
    lines: [
      ['Jonah', 'I can hear gas from the valve of my Glød stove even when it is shut.'],
      ['Lena', 'Second report from batch 24-B. I have blocked the rest of it.', 'note'],
      [
        'Ada',
        'Please do not use it any more, Jonah. A new one is on its way, no need to send this one back.',
      ],
    ],
  },
  {
    hoursAgo: 1,
    lines: [['Kenji', 'Is the 45 l pack allowed as hand luggage?']],
  },
];

export const ticketStories: Story[] = [
  {
    title: 'Return of trail boots',
    hoursAgo: 50,
    category: 'Customer',
    ticketState: 'in_progress',
    assignee: 'Tomás',
    lines: [
      ['Sofia', 'The boots from order 89322 are too narrow, I would like to return them.'],
      ['Tomás', 'Your return label is in the mail, Sofia.'],
      ['Tomás', 'She is a regular: refund as soon as the parcel is scanned.', 'note'],
    ],
  },
  {
    title: 'Count the Glød stoves of batch 24-B',
    hoursAgo: 9,
    category: 'Back-office',
    assignee: 'Lena',
    lines: [
      ['Jonah', 'Valve leaks; how many of this batch are still on the shelf?'],
      ['Lena', 'Fourteen in Malmö, none in Oslo.', 'note'],
    ],
  },
];
