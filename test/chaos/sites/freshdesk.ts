import type { Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import type { PlannedStep } from '../plan.types.js';
import { isMessage, type Site, type SiteCall, type SiteTicket, type Truth, type Way } from './site.js';

const words = { open: 'Open', solved: 'Resolved' } as const;

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

  word(_ticket: SiteTicket, status: 'open' | 'solved'): string {
    return words[status];
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
