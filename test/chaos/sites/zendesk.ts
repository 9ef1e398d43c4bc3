import type { Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import type { PlannedStatus, PlannedStep } from '../plan.types.js';
import type { Site, SiteCall, SiteTicket, Truth, Way } from './site.js';

const scope = 'tickets:write';

export class ZendeskSite implements Site {
  readonly platform = 'zendesk';
  readonly people: readonly [string, string];

  constructor(
    private readonly sandbox: Sandbox,
    readonly name: string,
  ) {
    const made = sandbox.control.addZendeskSite({
      subdomain: name,
      plan: 'Suite Enterprise Plus',
      highVolume: true,
      client: { secret: 'sandbox-secret' },
    });
    const agent = made.users.find(({ role, restricted_agent }) => role === 'agent' && !restricted_agent);
    this.people = [String(made.adminId), String(agent?.id)];
  }

  private get control() {
    return this.sandbox.control.zendesk(this.name);
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
    const { assignee_id } = this.control.ticket(Number(id)).ticket;
    const assigneeId = assignee_id === null ? null : String(assignee_id);
    return { texts: messages.map(({ text }) => text), tags, status, assigneeId };
  }

  word(_ticket: SiteTicket, status: PlannedStatus): string {
    return status;
  }

  meaning(word: string): string {
    return word === 'hold' ? 'on_hold' : word;
  }

  callOf({ id }: SiteTicket, step: PlannedStep['kind']): SiteCall {
    const below = step === 'addTags' ? '/tags' : '';
    return { method: 'PUT', path: `/zendesk/${this.name}/api/v2/tickets/${id}${below}` };
  }

  async connect({ visitor }: Way): Promise<string> {
    const end = await visitor.connect(this.name);
    const id = end.searchParams.get('account');
    if (id === null) throw new Error(`the connect of ${this.name} ended at ${end.href}`);
    return id;
  }

  async announce(): Promise<void> {
    // The connect made the webhook.
  }

  revoke(): void {
    this.control.revokeTokens();
  }

  narrow(): void {
    this.control.removeScope(scope);
  }

  /** As an admin who edits the grant; tokens of a later connect have it anyway. */
  widen(): void {
    for (const token of this.sandbox.world.zendesk.get(this.name)?.tokens.values() ?? [])
      if (!token.scopes.includes(scope)) token.scopes.push(scope);
  }
}
