/** `connect`: somebody's customer connects a site. `repair`: one account is connected again, and nothing else. */
export type LinkPurpose = 'connect' | 'repair';

/** An address that lets whoever holds it connect one site, once, without a login. */
export interface ConnectLink {
  id: string;
  purpose: LinkPurpose;
  /** The account that is repaired. */
  accountId: string | null;
  /** Null: the person chooses. */
  platform: string | null;
  site: string | null;
  returnUrl: string | null;
  adminEmail: string | null;
  adminWebhookUrl: string | null;
  requiredCapabilities: string[];
  /** The person's or key's id. */
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  /** When it led to a connected account, and which. */
  usedAt: Date | null;
  connectedAccountId: string | null;
}

/** What its maker copies or sends. */
export interface MadeLink {
  id: string;
  /** Holds the token, which is stored nowhere. */
  url: string;
  expiresAt: Date;
}

/** What waits until an account works again; `since`: the oldest of it came then. */
export interface Waiting {
  operations: number;
  webhooks: number;
  since: Date | null;
}

/** Why a link is not of use. `unknown`: forged, mistyped, or long gone. */
export type LinkFault = 'unknown' | 'expired' | 'used';

const faults: Record<LinkFault, string> = {
  unknown:
    'This link was not made here, or is incomplete. Open it once more, whole, or ask whoever sent it for a new one.',
  expired: 'This link has expired. Ask whoever sent it for a new one.',
  used: 'This link has done its work: a helpdesk was connected by it. To connect again, ask whoever sent it for a new one.',
};

/** Thrown when a link is opened or used that is not, or no longer, of use. */
export class LinkRefused extends Error {
  override readonly name = 'LinkRefused';

  constructor(readonly fault: LinkFault) {
    super(faults[fault]);
  }
}

/** Thrown for a session that nobody made, or whose row is gone. */
export class SessionUnknown extends Error {
  override readonly name = 'SessionUnknown';

  constructor(id: string) {
    super(`There is no connect session ${id}. Sessions are forgotten a week after they end.`);
  }
}

/** Thrown for a return URL that `CONNECT_RETURN_URLS` does not list. */
export class ReturnUrlRefused extends Error {
  override readonly name = 'ReturnUrlRefused';
  readonly path = 'returnUrl';
}
