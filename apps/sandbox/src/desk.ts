/** One help desk as people use it, whatever the platform. The page knows no more than this. */
export interface Desk {
  readonly platform: string;
  readonly name: string;
  /** The name of the customer who writes on the page. */
  readonly customer: string;
  /** Pages of the platform's own on which an admin sets things up. */
  readonly adminPages?: { title: string; path: string }[];
  agents(): { id: string; name: string; publicReplies: boolean }[];
  /** The statuses an agent can set. */
  statuses(): string[];
  /** Newest change first. */
  list(): DeskTicket[];
  show(id: string): DeskTicket & { messages: DeskMessage[] };
  /** Opens a ticket as the customer and returns its id. */
  customerOpens(subject: string, message: string): string;
  /** Replies as the ticket's customer; the id returned is another one when the platform opened a follow-up. */
  customerReplies(id: string, message: string): string;
  agentActs(id: string, act: AgentAct): void;
}

export interface DeskTicket {
  id: string;
  subject: string;
  status: string;
  tags: string[];
  requester: string;
  /** Whether the page's customer asked. */
  isCustomers: boolean;
  /** Closed for good: no agent can write to it any more. */
  isFinal?: boolean;
  updatedAt: string;
}

export interface DeskMessage {
  id: string;
  author: string;
  fromCustomer: boolean;
  isPublic: boolean;
  text: string;
  at: string;
}

export interface AgentAct {
  agentId: string;
  message?: string | undefined;
  isPublic?: boolean | undefined;
  status?: string | undefined;
  tags?: string[] | undefined;
}
