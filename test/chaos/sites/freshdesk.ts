import type { Nightdesk } from '@nightdesk/sdk';
import type { Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import type { PlannedStatus, PlannedStep } from '../plan.types.js';
import { isMessage, type Site, type SiteCall, type SiteTicket, type Truth, type Way } from './site.js';

const words = { open: 'Open', pending: 'Pending', solved: 'Resolved' } as const;
const meanings: Readonly<Record<string, string>> = {
  Open: 'open',
  Pending: 'pending',
  Resolved: 'solved',
  Closed: 'closed',
};

export class FreshdeskSite implements Site {
  readonly platform = 'freshdesk';
  readonly people: readonly [string, string];
  private readonly adminId: number;

  constructor(
    private readonly sandbox: Sandbox,
    readonly name: string,
  ) {
    const { adminId, agents } = sandbox.control.addFreshdeskSite({ domain: name, plan: 'Enterprise' });
    this.adminId = adminId;
    const other = agents.find((agent) => agent.name === 'Agent');
    this.people = [String(adminId), String(other?.id)];
  }

  private get control() {
    return this.sandbox.control.freshdesk(this.name);
  }

  get desk() {
    return this.control.desk;
  }

  open(_kind: SiteTicket['kind'], subject: string): SiteTicket {
    const id = this.control.desk.customerOpens(subject, 'Where is my order?');
    return { id, ticketId: id, kind: 'ticket' };
  }

  human({ id }: SiteTicket, message: string, isPublic: boolean): void {
    this.control.agentActs(Number(id), { agentId: this.people[1], message, isPublic });
  }

  truth({ id }: SiteTicket): Truth {
    const { messages, tags, status } = this.control.desk.show(id);
    const { responder_id } = this.control.ticket(Number(id)).ticket;
    const assigneeId = responder_id === null ? null : String(responder_id);
    return { texts: messages.map(({ text }) => text), tags, status, assigneeId };
  }

  word(_ticket: SiteTicket, status: PlannedStatus): string {
    return words[status];
  }

  meaning(word: string): string {
    return meanings[word] ?? word;
  }

  callOf({ id }: SiteTicket, step: PlannedStep['kind']): SiteCall {
    const path = `/freshdesk/${this.name}/api/v2/tickets/${id}`;
    if (!isMessage(step)) return { method: 'PUT', path };
    return { method: 'POST', path: `${path}/${step === 'note' ? 'notes' : 'reply'}` };
  }

  connect({ nightdesk }: Way): Promise<string> {
    const key = this.control.describe().agents.find(({ id }) => id === this.adminId)?.apiKey ?? '';
    return nightdesk
      .connectByKey({ platform: 'freshdesk', site: this.name, key })
      .then(({ accountId }) => accountId);
  }

  /** Two automation rules. */
  async announce(nightdesk: Nightdesk, accountId: string): Promise<void> {
    const { values } = await nightdesk.webhookSetUp(accountId);
    const value = (label: RegExp) => values.find((one) => label.test(one.label))?.value ?? '';
    const [name = '', secret = ''] = value(/header/i).split(': ');
    for (const event of ['ticket.created', 'ticket.updated'] as const) {
      const body = value(event === 'ticket.created' ? /creation/ : /updates/);
      this.control.addRule({ event, url: value(/^URL/), headers: { [name]: secret }, body });
    }
  }

  revoke(): void {
    this.control.resetKey(this.adminId);
  }

  narrow(): void {
    this.control.setPermission('Account Administrator', 'send reply', false);
  }

  widen(): void {
    this.control.setPermission('Account Administrator', 'send reply', true);
  }
}
