import type { Nightdesk } from '@nightdesk/sdk';
import type { Sandbox } from '../../../apps/sandbox/src/sandbox.js';
import type { PlannedStatus, PlannedStep } from '../plan.types.js';
import { isMessage, type Site, type SiteCall, type SiteTicket, type Truth, type Way } from './site.js';

const scopes = ['write_conversations', 'write_tickets'] as const;
const words = {
  conversation: { open: 'open', pending: 'snoozed', solved: 'closed' },
  ticket: { open: 'in_progress', pending: 'waiting_on_customer', solved: 'resolved' },
} as const;
/** Conversations and tickets have no word in common that means two things here: nobody of these runs closes either. */
const meanings: Readonly<Record<string, string>> = {
  open: 'open',
  snoozed: 'on_hold',
  submitted: 'new',
  in_progress: 'open',
  waiting_on_customer: 'pending',
  resolved: 'solved',
};
const signingSecret = 'sandbox-secret';

export class IntercomSite implements Site {
  readonly platform = 'intercom';
  readonly people: readonly [string, string];

  constructor(
    private readonly sandbox: Sandbox,
    readonly name: string,
  ) {
    const { adminId, admins } = sandbox.control.addIntercomWorkspace({ id: name });
    this.people = [adminId, admins[1]?.id ?? ''];
  }

  private get control() {
    return this.sandbox.control.intercom(this.name);
  }

  get desk() {
    return this.control.desk;
  }

  open(kind: SiteTicket['kind'], subject: string): SiteTicket {
    const said = 'Where is my order?';
    const id =
      kind === 'conversation'
        ? this.control.desk.customerOpens(subject, said)
        : this.control.contactOpensTicket({ title: subject, description: said }).id;
    return { id, ticketId: `${kind}-${id}`, kind };
  }

  human({ id }: SiteTicket, message: string, isPublic: boolean): void {
    this.control.agentActs(id, { agentId: this.people[1], message, isPublic });
  }

  truth({ id }: SiteTicket): Truth {
    const { messages, tags, status } = this.control.desk.show(id);
    const { adminAssigneeId } = this.control.desk.thread(id);
    const assigneeId = adminAssigneeId === '0' ? null : adminAssigneeId;
    return { texts: messages.map(({ text }) => text), tags, status, assigneeId };
  }

  word({ kind }: SiteTicket, status: PlannedStatus): string {
    return words[kind][status];
  }

  meaning(word: string): string {
    return meanings[word] ?? word;
  }

  callOf({ id, kind }: SiteTicket, step: PlannedStep['kind']): SiteCall {
    const path = `/intercom/${kind}s/${id}`;
    if (isMessage(step)) return { method: 'POST', path: `${path}/reply` };
    if (step === 'addTags') return { method: 'POST', path: `${path}/tags` };
    return kind === 'ticket' ? { method: 'PUT', path } : { method: 'POST', path: `${path}/parts` };
  }

  connect({ nightdesk }: Way): Promise<string> {
    const key = this.control.issueToken().accessToken;
    return nightdesk
      .connectByKey({ platform: 'intercom', region: 'us', key, signingSecret })
      .then(({ accountId }) => accountId);
  }

  /** A private app of the workspace, which signs with the secret that was entered; and tags that the API shows. */
  async announce(nightdesk: Nightdesk, accountId: string): Promise<void> {
    this.control.change({ ticketsShowTags: true });
    const clientId = `app-${this.name}`;
    this.sandbox.control.addIntercomApp({ clientId, homeWorkspaceId: this.name, secret: signingSecret });
    const { values } = await nightdesk.webhookSetUp(accountId);
    const value = (label: string) => values.find((one) => one.label === label)?.value ?? '';
    const topics = value('Topics').split('\n');
    await this.sandbox.control.intercomApp(clientId).setWebhook({ url: value('Endpoint URL'), topics });
  }

  revoke(): void {
    this.control.revokeTokens();
  }

  narrow(): void {
    for (const scope of scopes) this.control.removeScope(scope);
  }

  widen(): void {
    for (const scope of scopes) this.control.addScope(scope);
  }
}
