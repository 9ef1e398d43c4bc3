export { Inbox } from './inbox.js';
export { IntakeModule } from './intake.module.js';
export { IntakeOverloaded, type VerifiedDelivery, WebhookUnknown } from './intake.types.js';
export { IntakeWork } from './intake.work.js';
export { type TicketAnswer, Tickets, TicketUnknown } from './tickets.js';
