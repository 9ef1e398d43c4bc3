import type * as contract from '@nightdesk/contract';
import type { z } from 'zod';

/** What may be sent: defaults may be left out. */
export type OperationRequest = Omit<z.input<typeof contract.NewOperation>, 'dryRun'>;
export type SubscriberRequest = z.input<typeof contract.NewSubscriber>;
export type DeadWebhookChoice = z.input<typeof contract.DeadWebhookChoice>;
export type DeliveryReplay = z.input<typeof contract.DeliveryReplay>;
export type EventReplay = z.input<typeof contract.EventReplay>;
export type SubscriberChange = z.input<typeof contract.SubscriberChange>;
export type ReplayRequest = z.input<typeof contract.NewReplay>;
export type ApiKeyRequest = z.input<typeof contract.NewApiKey>;
export type SweepRequest = z.input<typeof contract.NewSweep>;

/** What comes back, as the contract has it. Only types pass here, so no schema reaches a bundle. */
export type Account = contract.Account;
export type AccountChange = contract.AccountChange;
export type AccountHealth = contract.AccountHealth;
export type AccountState = contract.Account['state'];
export type AlertChannel = contract.AlertChannel;
export type ApiKey = contract.ApiKey;
export type BudgetWindow = z.infer<typeof contract.BudgetWindow>;
export type Capabilities = contract.Capabilities;
export type CapabilityFinding = contract.CapabilityFinding;
export type Completeness = contract.Completeness;
export type ConnectKey = contract.ConnectKey;
export type ConnectSession = contract.ConnectSession;
export type ConnectStart = contract.ConnectStart;
export type Conversation = contract.Conversation;
export type CreatedApiKey = contract.CreatedApiKey;
export type CreatedSubscriber = contract.CreatedSubscriber;
export type Decision = contract.OperationDecision['decision'];
export type Disconnected = contract.Disconnected;
export type DryRun = contract.DryRun;
export type DeadLetterGroup = contract.DeadLetterGroup;
export type Discard = contract.Discard;
export type EffectiveCeiling = contract.EffectiveCeiling;
export type DeadWebhook = contract.DeadWebhook;
export type EventDelivery = contract.EventDelivery;
export type EventFeed = contract.EventFeed;
export type EventType = contract.EventType;
export type Figures = contract.Figures;
export type FrozenTicket = contract.FrozenTicket;
export type Freshness = z.infer<typeof contract.Freshness>;
export type Incident = contract.Incident;
export type IncidentAlert = contract.IncidentAlert;
export type LinkKey = contract.LinkKey;
export type LinkStart = contract.LinkStart;
export type LinkView = contract.LinkView;
export type LiveShare = contract.LiveShare;
export type LaneView = z.infer<typeof contract.LaneView>;
export type Login = contract.Login;
export type MadeLink = contract.MadeLink;
export type Message = z.infer<typeof contract.Message>;
export type NewConnectSession = contract.NewConnectSession;
export type NightdeskEvent = contract.Event;
export type Operation = contract.Operation;
export type OperationState = contract.Operation['state'];
export type Overview = contract.Overview;
export type Platform = contract.Platform;
export type PlatformChange = contract.PlatformChange;
export type PlatformChoice = contract.PlatformChoice;
export type Replay = contract.Replay;
export type ReplayedEvents = contract.ReplayedEvents;
export type RotatedSecret = contract.RotatedSecret;
export type TestedSubscriber = contract.TestedSubscriber;
export type RecentEvent = z.infer<typeof contract.RecentEvent>;
export type Scorecard = contract.Scorecard;
export type SessionView = contract.SessionView;
export type Subscriber = contract.Subscriber;
export type SubscriberHealth = z.infer<typeof contract.SubscriberHealth>;
export type SweepProgress = contract.SweepProgress;
export type Switch = contract.Switch;
export type Ticket = contract.Ticket;
export type Timeline = contract.Timeline;
export type TimelineStop = z.infer<typeof contract.TimelineStop>;
export type WebhookSetUp = contract.WebhookSetUp;

/** A list whose next page is asked for with `after: next`; null when there is none. */
export interface Page<T> {
  data: T[];
  next: string | null;
}
