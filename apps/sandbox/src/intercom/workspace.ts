import { SearchIndex } from './search/search-index.js';
import type { IntercomStore } from './store.js';
import type {
  Admin,
  Contact,
  Conversation,
  Region,
  Tag,
  Team,
  Ticket,
  TicketState,
  TicketType,
} from './types.js';

/** One workspace; webhooks call its id `app_id`. */
export class Workspace {
  readonly admins = new Map<string, Admin>();
  readonly teams = new Map<string, Team>();
  readonly contacts = new Map<string, Contact>();
  readonly tags = new Map<string, Tag>();
  readonly ticketTypes = new Map<string, TicketType>();
  readonly ticketStates = new Map<string, TicketState>();
  readonly conversations = new Map<string, Conversation>();
  readonly tickets = new Map<string, Ticket>();
  readonly deleted: { id: string; deleted_at: number }[] = [];
  readonly index: SearchIndex;
  readonly created_at: number;
  /** The contact who writes on the page. */
  customerId = '';
  /** How long a write stays unseen by search, in seconds of the sandbox's clock. */
  indexDelaySeconds = 2;
  /** What is said to every call when the subscription has ended. */
  lapsed: false | 'api_plan_restricted' | 'token_blocked' = false;
  /** Where the platform lists the tags of a ticket is not known; true shows them as on conversations. */
  ticketsShowTags = false;
  /** Whether a ticket reply keeps the `created_at` it was sent with; conversations do. */
  ticketsKeepCreatedAt = false;
  #lastThreadId = 1000;
  #lastTicketNumber = 0;

  constructor(
    readonly store: IntercomStore,
    readonly id: string,
    readonly name: string,
    readonly region: Region,
  ) {
    this.created_at = store.world.clock.seconds() - 400 * 24 * 3600;
    this.index = new SearchIndex();
    store.workspaces.set(id, this);
  }

  /** Unix seconds as the platform sees them. */
  get now(): number {
    return this.store.world.clock.seconds();
  }

  nextId(): string {
    return String(this.store.world.nextId());
  }

  nextThreadId(): string {
    this.#lastThreadId += 1;
    return String(this.#lastThreadId);
  }

  nextTicketNumber(): string {
    this.#lastTicketNumber += 1;
    return String(this.#lastTicketNumber);
  }

  get activeAdmins(): Admin[] {
    return [...this.admins.values()].filter(({ removed }) => !removed);
  }

  contact(id: string): Contact {
    const contact = this.contacts.get(id);
    if (!contact) throw new Error(`no contact ${id} at ${this.id}`);
    return contact;
  }

  /** The states a ticket of this type can have. */
  statesOf(typeId: string): TicketState[] {
    return [...this.ticketStates.values()].filter(({ typeIds }) => typeIds.includes(typeId));
  }
}
