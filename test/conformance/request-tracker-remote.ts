import type { Capability, HelpdeskCredential } from '@nightdesk/helpdesks/contract';
import type { Call, Remote, Traits } from '@nightdesk/helpdesks/contract/testing';
import type { Front, FrontAnswer } from '../support/front.js';
import type { RequestTracker } from '../support/request-tracker.js';

export const traits: Traits = {
  namesScopes: false,
  verdicts: { admin: 'granted', readOnly: 'missing' },
  tellsSuspension: false,
  closedIsFinal: false,
  requestIds: 'nowhere',
  statesLimits: false,
  retryAfter: true,
  namesPeople: true,
  tellsRoles: false,
  opensWithNote: false,
  announces: [],
};

const reading = ['SeeQueue', 'ShowTicket', 'ShowTicketComments', 'SeeCustomField'];
const replying = ['ReplyToTicket', 'CommentOnTicket'];
const working = ['ModifyTicket', 'OwnTicket', 'ReassignTicket', 'ModifyCustomField'];
/** What a person takes away so that nothing else grants it: RT takes ModifyTicket for the narrower rights. */
const needed: Record<Capability, string[]> = {
  'tickets:read': ['SeeQueue', 'ShowTicket'],
  'replies:write': [...replying, 'ModifyTicket'],
  'status:write': ['ModifyTicket'],
  'assignee:write': ['ModifyTicket', 'ReassignTicket'],
  'tags:write': ['SeeCustomField', 'ModifyCustomField'],
};

interface Seen {
  visible: string[];
  hidden: string[];
  tags: string[];
}

/** A queue with its people. What they do goes by Perl, past REST 2. */
export class RequestTrackerSite {
  private static count = 0;
  /** Rights were taken from its people, or one of them is gone. */
  isSpent = false;
  private lastOpened = '';

  private constructor(
    private readonly tracker: RequestTracker,
    private readonly front: Front,
    readonly queue: string,
    readonly people: Record<'admin' | 'agent' | 'reader' | 'stranger' | 'customer', string>,
    private readonly tokens: Record<'admin' | 'agent' | 'reader' | 'stranger' | 'root', string>,
  ) {}

  static async make(tracker: RequestTracker, front: Front): Promise<RequestTrackerSite> {
    const number = (RequestTrackerSite.count += 1);
    const queue = await tracker.ask<string>('queue', { name: `Queue ${number}` });
    const person = async (name: string, rights: string[], privileged = true) => {
      const realName = privileged ? `${name} of ${number}` : '';
      const user = await tracker.ask<string>('user', { name: name + number, realName, privileged });
      await tracker.ask('grant', { user, queue, rights });
      return String(user);
    };
    const people = {
      admin: await person('ann', [...reading, ...replying, ...working]),
      agent: await person('bob', [...reading, ...replying, ...working]),
      reader: await person('rea', ['SeeQueue', 'ShowTicket', 'ShowTicketComments']),
      stranger: await person('stu', []),
      customer: await person('cus@example.com', ['CreateTicket', 'ReplyToTicket'], false),
    };
    const token = (user: string) => tracker.ask<string>('token', { user });
    const tokens = {
      admin: await token(people.admin),
      agent: await token(people.agent),
      reader: await token(people.reader),
      stranger: await token(people.stranger),
      root: await token('14'),
    };
    const site = new RequestTrackerSite(tracker, front, String(queue), people, tokens);
    // that the admin has set tags lately is what the probe finds
    const earlier = await site.opens('Earlier', 'Please');
    await tracker.ask('tags', { ticket: earlier, tags: ['earlier'], as: people.admin });
    return site;
  }

  key(who: keyof typeof this.tokens): HelpdeskCredential {
    return { kind: 'api_key', key: this.tokens[who] };
  }

  async opens(subject: string, text: string): Promise<string> {
    const given = { as: this.people.customer, queue: this.queue, subject, text };
    this.lastOpened = String(await this.tracker.ask('open', given));
    return this.lastOpened;
  }

  async takesAway(rights: string[]): Promise<void> {
    this.isSpent = true;
    await this.tracker.ask('revoke', { user: this.people.admin, queue: this.queue, rights });
  }

  async raw(ticket: string, query: string): Promise<Record<string, unknown>> {
    const answer = await fetch(`${this.tracker.url}/REST/2.0/tickets?query=id=${ticket}&${query}`, {
      headers: { authorization: `token ${this.tokens.root}` },
    });
    const { items } = (await answer.json()) as { items: Record<string, unknown>[] };
    return items[0] ?? {};
  }

  spoil(call: Call, rule: (pass: () => Promise<FrontAnswer>) => Promise<FrontAnswer>): void {
    const paths: Record<Call, string> = {
      'read ticket': 'GET /REST/2.0/tickets',
      'update ticket': `POST /REST/2.0/ticket/${this.lastOpened}/correspond`,
      'tag ticket': `PUT /REST/2.0/ticket/${this.lastOpened}`,
    };
    this.front.next(paths[call], rule);
  }
}

const rawFields =
  'fields=Subject,Status,Priority,Queue,Owner,Requestor,CustomFields,Created,LastUpdated,Creator,Due,Resolved&fields[Owner]=id,Name,RealName,EmailAddress&fields[Requestor]=id,Name,RealName,EmailAddress&fields[Queue]=Name';
const never = () => new Promise<FrontAnswer>(() => undefined);

/** A site as the conformance suite sees it. */
export function requestTrackerRemote(
  tracker: RequestTracker,
  front: Front,
  site: RequestTrackerSite,
): Remote {
  const { people } = site;
  const seen = (ticket: string) => tracker.ask<Seen>('seen', { ticket });
  return {
    baseUrl: front.url,
    traits,
    agentId: people.admin,
    otherAgentId: people.agent,
    credentials: {
      admin: site.key('admin'),
      agent: site.key('agent'),
      key: null,
      readOnly: site.key('reader'),
      withoutTickets: site.key('stranger'),
      wrong: { kind: 'api_key', key: '1-14-0123456789abcdef0123456789abcdef' },
    },
    statedLimits: {},
    oauth: null,

    customerOpens: (subject, message) => site.opens(subject, message),
    agentOpensWithNote: null,
    customerReplies: (ticket, text) => tracker.ask('say', { ticket, text, as: people.customer }),
    agentWrites: (ticket, text, visibility) =>
      tracker.ask('say', { ticket, text, as: people.agent, private: visibility === 'private' }),
    setTags: (ticket, tags) => tracker.ask('tags', { ticket, tags }),
    closeTicket: (ticket) => tracker.ask('status', { ticket, status: 'rejected' }),
    async suspendAdmin() {
      site.isSpent = true;
      await tracker.ask('disable', { user: people.admin });
    },
    takeAway: (capability) => site.takesAway(needed[capability]),
    settle: () => Promise.resolve(),

    visibleToCustomer: async (ticket) => (await seen(ticket)).visible,
    hiddenFromCustomer: async (ticket) => (await seen(ticket)).hidden,
    tagsOf: async (ticket) => (await seen(ticket)).tags,
    rawTicket: (ticket) => site.raw(ticket, rawFields),

    spoil(call, how, seconds) {
      const retryAfter: Record<string, string> =
        seconds === undefined ? {} : { 'retry-after': String(seconds) };
      site.spoil(call, async (pass) => {
        if (how === '429' || how === '503') return { status: Number(how), headers: retryAfter };
        if (how === 'timeout-before') return never();
        await pass();
        if (how === 'timeout-after') return never();
        throw new Error('the connection is reset');
      });
    },
    foreignUse() {
      throw new Error('Request Tracker states no limit that somebody could use up');
    },
    webhooks: null,
  };
}
