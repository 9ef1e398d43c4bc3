import { z } from 'zod';
import { ApiKey } from './access.js';
import { Account, PlatformChoice } from './accounts.js';
import { AuditLine } from './audit.js';
import { Platform, Switch } from './controls.js';
import { DeadLetterGroup, Replay } from './dead-letters.js';
import { DeadWebhook, EventDelivery, Subscriber } from './events.js';
import { AlertChannel, Incident } from './incidents.js';
import { FrozenTicket, Operation } from './operations.js';
import { User } from './people.js';
import { Ticket } from './tickets.js';

const listOf = <T extends z.ZodType>(one: T) => z.object({ data: z.array(one) });

const pageOf = <T extends z.ZodType>(one: T) =>
  z.object({
    data: z.array(one),
    /** The `after` of the next page; null: that was all. */
    next: z.string().nullable(),
  });

export const AccountList = listOf(Account);
export const AlertChannelList = listOf(AlertChannel);
export const ApiKeyList = listOf(ApiKey);
export const DeadLetterGroupList = listOf(DeadLetterGroup);
export const FrozenTicketList = listOf(FrozenTicket);
export const OperationList = listOf(Operation);
export const PlatformChoiceList = listOf(PlatformChoice);
export const PlatformList = listOf(Platform);
export const ReplayList = listOf(Replay);
export const SubscriberList = listOf(Subscriber);
export const SwitchList = listOf(Switch);
export const UserList = listOf(User);

export const AuditPage = pageOf(AuditLine);
export const DeadWebhookPage = pageOf(DeadWebhook);
export const EventDeliveryPage = pageOf(EventDelivery);
export const IncidentPage = pageOf(Incident);
export const OperationPage = pageOf(Operation);
export const TicketPage = pageOf(Ticket);

/** Where the browser must go on. */
export const Redirection = z.object({ redirectUrl: z.string() });
/** What was connected. */
export const ConnectedAccount = z.object({ accountId: z.string() });

/** How many are sent again. */
export const QueuedDeliveries = z.object({ queued: z.number() });
/** How many are tried again. */
export const ReplayedWebhooks = z.object({ replayed: z.number() });
/** How many left the list. */
export const DiscardedCount = z.object({ discarded: z.number() });
/** How many browsers were signed out. */
export const EndedSessions = z.object({ ended: z.number() });
