export { FreshReads } from './fresh-reads.js';
export type { Patience } from './fresh-reads.types.js';
export { Inbox } from './inbox.js';
export { IntakeModule } from './intake.module.js';
export { IntakeOverloaded, type VerifiedDelivery, WebhookUnknown } from './intake.types.js';
export { IntakeWork } from './intake.work.js';
export { type TicketAnswer, TicketRefused, Tickets, TicketUnknown, TicketUnread } from './tickets.js';
